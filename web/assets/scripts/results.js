// Opens another search of this site without a page load. Heard: `zhengsou:open` with where to. Said: `zhengsou:shown`.

const status = document.getElementById('status');

/** Says something to a screen reader. @param {string} text */
const announce = (text) => {
  if (status) status.textContent = text;
};

/** What the user unfolded stays so. @param {Element} old @param {Element} fresh */
const keepOpen = (old, fresh) => {
  for (const { id } of old.querySelectorAll('details[open][id]'))
    fresh.querySelector(`details[id="${CSS.escape(id)}"]`)?.setAttribute('open', '');
};

/**
 * Puts the results of another page in place of those shown. Filters keep their element, and so stay open on a phone and
 * where they were scrolled to. @param {Document} page
 */
const swapResults = (page) => {
  const old = document.getElementById('results');
  const fresh = page.getElementById('results');
  if (!old || !fresh) return;
  const filters = document.getElementById('filters');
  const freshFilters = page.getElementById('filters');
  const list = old.querySelector('main');
  const freshList = fresh.querySelector('main');
  if (!filters || !freshFilters || !list || !freshList) {
    old.replaceWith(fresh);
    return;
  }
  keepOpen(filters, freshFilters);
  filters.replaceChildren(...freshFilters.childNodes);
  list.replaceWith(freshList);
  old.dataset.announce = fresh.dataset.announce ?? '';
  old.removeAttribute('aria-busy');
};

/** The form carries the filters along, and after going back the query too. @param {Document} page @param {boolean} box */
const swapForm = (page, box) => {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('search'));
  const fresh = /** @type {HTMLFormElement | null} */ (page.getElementById('search'));
  if (!form || !fresh) return;
  for (const field of form.querySelectorAll(':scope > input[type=hidden]')) field.remove();
  form.append(...fresh.querySelectorAll(':scope > input[type=hidden]'));
  if (!box) return;
  const { elements } = form;
  for (const name of ['q', 'mode']) {
    const field = elements.namedItem(name);
    const value = fresh.elements.namedItem(name);
    if (field && value && 'value' in field && 'value' in value) field.value = value.value;
  }
  const synonyms = elements.namedItem('synonyms');
  const wanted = fresh.elements.namedItem('synonyms');
  if (synonyms instanceof HTMLInputElement && wanted && 'checked' in wanted)
    synonyms.checked = Boolean(wanted.checked);
};

/** @type {AbortController | undefined} */
let running;

/**
 * @param {string} address
 * @param {'push' | 'replace' | 'back'} how
 */
const open = async (address, how) => {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  document.getElementById('results')?.setAttribute('aria-busy', 'true');
  const key = document.activeElement?.getAttribute('data-key');
  const inside = document.getElementById('results')?.contains(document.activeElement) ?? false;
  try {
    const response = await fetch(address, { headers: { accept: 'text/html' }, signal: mine.signal });
    const html = await response.text();
    if (mine.signal.aborted) return;
    const page = new DOMParser().parseFromString(html, 'text/html');
    swapResults(page);
    swapForm(page, how === 'back');
    const language = page.getElementById('other-language');
    if (language) document.getElementById('other-language')?.replaceWith(language);
    document.title = page.title;
    document.body.className = page.body.className;
    // The drawer of filters is open by the address; that stays.
    const { hash } = location;
    if (how === 'push') history.pushState(null, '', `${address.replace(/#.*/, '')}${hash}`);
    if (how === 'replace') history.replaceState(null, '', address);
    document.dispatchEvent(new CustomEvent('zhengsou:shown', { detail: { address, how } }));
    if (inside) {
      const same = key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
      const place = /** @type {HTMLElement | null} */ (same ?? document.getElementById('count'));
      place?.focus({ preventScroll: true });
    }
    announce(document.getElementById('results')?.dataset.announce ?? '');
  } catch {
    if (mine.signal.aborted) return;
    document.getElementById('results')?.removeAttribute('aria-busy');
    announce(document.getElementById('search')?.dataset.live ?? '');
  }
};

document.addEventListener('zhengsou:open', (event) => {
  const { address, how } = /** @type {CustomEvent} */ (event).detail;
  if (address === null) running?.abort();
  // Another page than the search is opened as one.
  else if (!WITHIN_SEARCH.test(address)) location.assign(address);
  else open(address, how);
});

const WITHIN_SEARCH = /^\/(\?|$)/;
/** Links that change the search that is shown, rather than lead away from it. */
const WITHIN = '#filters a, .chips a, .toolbar a';

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
    return;
  const link = event.target instanceof Element ? event.target.closest(WITHIN) : null;
  const to = link?.getAttribute('href') ?? '';
  if (!WITHIN_SEARCH.test(to) || link?.hasAttribute('download')) return;
  event.preventDefault();
  open(to, 'push');
});

addEventListener('popstate', () => {
  // Only the drawer opened or closed, or a match was jumped to.
  const shown = `${location.pathname}${location.search}`;
  if (shown !== opened && document.getElementById('results')?.matches('.results, .front'))
    open(shown, 'back');
  opened = shown;
});
let opened = `${location.pathname}${location.search}`;
document.addEventListener('zhengsou:shown', () => {
  opened = `${location.pathname}${location.search}`;
});
