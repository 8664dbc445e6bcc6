// Results that follow the typing.

/** Milliseconds of rest before a search is sent. */
const REST = 220;

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

/** @param {string | null} address Null breaks off what is under way. */
const open = (address) =>
  document.dispatchEvent(new CustomEvent('zhengsou:open', { detail: { address, how: 'replace' } }));

/** @param {HTMLFormElement} form */
const followTyping = (form) => {
  const box = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'));
  let shown = addressOf(form);
  let timer = 0;
  let composing = false;

  const search = () => {
    const address = addressOf(form);
    if (address !== shown) open(address);
  };
  document.addEventListener('zhengsou:shown', (event) => {
    const { address, how } = /** @type {CustomEvent} */ (event).detail;
    // Somebody may have typed on while the answer was under way: what is shown is what was asked for then.
    shown = how === 'replace' ? address : addressOf(form);
  });
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
    open(null);
  });
};

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-live]'));
if (form) followTyping(form);
