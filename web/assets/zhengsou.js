// Results that follow the typing, and keys on the report page. Every page works without this file.

document.documentElement.classList.add('js');

/** Milliseconds of rest before a search is sent. */
const REST = 220;
const status = document.getElementById('status');

/** Says something to a screen reader. @param {string} text */
const announce = (text) => {
  if (status) status.textContent = text;
};

/** The form's state as the URL that sending it would open. @param {HTMLFormElement} form */
const addressOf = (form) => {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const isDefault = value === '' || (name === 'mode' && value === 'exact');
    if (!isDefault) params.append(name, String(value));
  }
  const query = params.toString();
  return `${form.getAttribute('action')}${query ? `?${query}` : ''}`;
};

/** Puts the results of another page of this site in place of those shown. @param {Document} page */
const swap = (page) => {
  for (const id of ['results', 'other-language']) {
    const next = page.getElementById(id);
    if (next) document.getElementById(id)?.replaceWith(next);
  }
  document.title = page.title;
  document.body.className = page.body.className;
  announce(document.getElementById('results')?.dataset.announce ?? '');
};

/** @param {HTMLFormElement} form */
const followTyping = (form) => {
  const box = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'));
  let shown = addressOf(form);
  let timer = 0;
  let composing = false;
  /** @type {AbortController | undefined} */
  let running;

  const search = async () => {
    const address = addressOf(form);
    if (address === shown) return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    document.getElementById('results')?.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(address, { headers: { accept: 'text/html' }, signal: mine.signal });
      const html = await response.text();
      if (mine.signal.aborted) return;
      swap(new DOMParser().parseFromString(html, 'text/html'));
      shown = address;
      history.replaceState(null, '', address);
    } catch {
      if (mine.signal.aborted) return;
      document.getElementById('results')?.removeAttribute('aria-busy');
      announce(form.dataset.live ?? '');
    }
  };
  const soon = () => {
    clearTimeout(timer);
    // Half-written pinyin is not a query: wait until the input method has put characters.
    if (!composing) timer = setTimeout(search, REST);
  };

  box.addEventListener('compositionstart', () => {
    composing = true;
    clearTimeout(timer);
  });
  box.addEventListener('compositionend', () => {
    composing = false;
    soon();
  });
  box.addEventListener('input', soon);
  form.addEventListener('change', (event) => {
    if (event.target !== box) search();
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    running?.abort();
  });
};

/** Previous and next match, by their links and by p and n. @param {number} total */
const stepThroughMatches = (total) => {
  const position = document.getElementById('match-position');
  let current = 0;

  /** The match before the first one at or below the top of the window: where reading is. */
  const whereReading = () => {
    const target = document.querySelector(':target');
    const from = target?.id.startsWith('p') ? target.getBoundingClientRect().top : 0;
    for (let n = 1; n <= total; n += 1) {
      const top = document.getElementById(`m${n}`)?.getBoundingClientRect().top ?? 0;
      if (top >= from - 1) return n - 1;
    }
    return total;
  };
  /** @param {number} by */
  const step = (by) => {
    const start = current || whereReading() + (by < 0 ? 1 : 0);
    document.getElementById(`m${current}`)?.classList.remove('current');
    current = ((((start + by - 1) % total) + total) % total) + 1;
    const mark = document.getElementById(`m${current}`);
    mark?.classList.add('current');
    mark?.scrollIntoView({ block: 'center' });
    history.replaceState(null, '', `#m${current}`);
    if (position) position.textContent = `${current} / ${total}`;
  };

  for (const [id, by] of /** @type {const} */ ([
    ['match-previous', -1],
    ['match-next', 1],
  ]))
    document.getElementById(id)?.addEventListener('click', (event) => {
      event.preventDefault();
      step(by);
    });
  document.addEventListener('keydown', (event) => {
    const typing =
      event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n') step(1);
    if (event.key === 'p') step(-1);
  });
};

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-live]'));
if (form) followTyping(form);

const steps = /** @type {HTMLElement | null} */ (document.querySelector('[data-matches]'));
if (steps) stepThroughMatches(Number(steps.dataset.matches));
