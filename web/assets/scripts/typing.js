// Results that follow the typing.

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

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-live]'));
if (form) followTyping(form);
