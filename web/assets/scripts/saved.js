// Searches kept in this browser: saved from the results, listed on the front page. Nothing of them leaves it.

const KEY = 'zhengsou.saved';
/** A list longer than this is no longer looked through. */
const MOST = 100;

/** @typedef {{ name: string, query: string }} Saved */

/** What another version, or a person, wrote there is not trusted. @returns {Saved[]} */
const read = () => {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(all)) return [];
    return all
      .filter((one) => typeof one?.name === 'string' && typeof one?.query === 'string')
      .map(({ name, query }) => ({ name, query: new URLSearchParams(query).toString() }));
  } catch {
    return [];
  }
};

/** @param {Saved[]} all @returns {boolean} False where the browser keeps nothing. */
const write = (all) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
};

/** @param {string} text */
const announce = (text) => {
  const status = document.getElementById('status');
  if (status) status.textContent = text;
};

/** The same search whatever the order of its parameters. @param {string} query */
const normalise = (query) => {
  const params = new URLSearchParams(query);
  params.sort();
  return params.toString();
};

/** @param {string} query */
const isSame = (query) => (/** @type {Saved} */ one) => normalise(one.query) === normalise(query);

const showButton = () => {
  const button = /** @type {HTMLButtonElement | null} */ (document.getElementById('save-search'));
  if (!button) return;
  const saved = read().some(isSame(button.dataset.query ?? ''));
  button.textContent = (saved ? button.dataset.saved : button.dataset.save) ?? '';
  button.setAttribute('aria-pressed', String(saved));
  button.hidden = false;
};

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('#save-search') : null;
  if (!(button instanceof HTMLElement)) return;
  const { query = '', name = '', full = '' } = button.dataset;
  const all = read();
  const rest = all.filter((one) => !isSame(query)(one));
  const added = rest.length === all.length;
  if (added && all.length >= MOST) {
    announce(full);
    return;
  }
  if (write(added ? [{ name, query }, ...rest] : rest)) showButton();
  announce(button.textContent ?? '');
});

/** @param {HTMLElement} section @param {Saved} one */
const showRow = (section, one) => {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('saved-row'));
  const item = /** @type {HTMLLIElement} */ (template.content.firstElementChild?.cloneNode(true));
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector('.saved-link'));
  const feed = /** @type {HTMLAnchorElement} */ (item.querySelector('.saved-feed'));
  const base = section.dataset.base ?? '/';
  const followed = new URLSearchParams(one.query);
  for (const name of ['sort', 'group']) followed.delete(name);
  link.textContent = one.name;
  link.href = `${base}${base.includes('?') ? '&' : '?'}${one.query}`;
  feed.href = `/feed.atom?${followed}`;
  const update = (/** @type {(all: Saved[]) => Saved[]} */ change) => {
    write(change(read()));
    showList();
  };
  for (const button of item.querySelectorAll('button, .saved-feed'))
    button.setAttribute('aria-label', `${button.textContent?.trim()} ${one.name}`);
  item.querySelector('.saved-remove')?.addEventListener('click', () => {
    update((all) => all.filter((other) => !isSame(one.query)(other)));
    const next = /** @type {HTMLElement | null} */ (section.querySelector('.saved-remove'));
    (next ?? document.getElementById('q'))?.focus();
  });
  item.querySelector('.saved-rename')?.addEventListener('click', () => {
    const source = /** @type {HTMLTemplateElement} */ (document.getElementById('saved-form'));
    const form = /** @type {HTMLFormElement} */ (source.content.firstElementChild?.cloneNode(true));
    const box = /** @type {HTMLInputElement} */ (form.elements.namedItem('name'));
    box.value = one.name;
    item.replaceChildren(form);
    box.select();
    const done = (/** @type {string} */ name) => {
      update((all) => all.map((other) => (isSame(one.query)(other) ? { ...other, name } : other)));
      for (const row of section.querySelectorAll('li'))
        if (row.querySelector('.saved-link')?.textContent === name)
          /** @type {HTMLElement | null} */ (row.querySelector('.saved-rename'))?.focus();
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      done(box.value.trim() || one.name);
    });
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') done(one.name);
    });
  });
  return item;
};

const showList = () => {
  const section = document.getElementById('saved');
  if (!section) return;
  const all = read();
  section.querySelector('ul')?.replaceChildren(...all.map((one) => showRow(section, one)));
  section.hidden = all.length === 0;
};

const show = () => {
  showButton();
  showList();
};
show();
document.addEventListener('zhengsou:shown', show);
// Saved or removed in another window.
addEventListener('storage', show);
