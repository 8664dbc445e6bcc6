// Values of a long facet, found while typing. Without this the form is sent and the page answers.

/** Milliseconds of rest before asking. */
const REST = 200;
const number = new Intl.NumberFormat('en-US');

/** What stood in the box before the search, to put back when it is emptied. @type {WeakMap<Element, Node[]>} */
const before = new WeakMap();
let timer = 0;
/** @type {AbortController | undefined} */
let running;

/** The page that the form belongs to. @param {HTMLFormElement} form */
const pathOf = (form) => (form.getAttribute('action') ?? '/').replace(/#.*/, '');

/** The search shown with a value of the facet added, or taken away. @param {HTMLFormElement} form @param {string} value */
const toggled = (form, value) => {
  const name = form.dataset.facet ?? '';
  const params = new URLSearchParams();
  const given = [];
  for (const [key, text] of new FormData(form)) {
    if (key === name) given.push(String(text));
    else if (key !== 'facet' && key !== 'find' && text !== '') params.append(key, String(text));
  }
  const isKin = (/** @type {string} */ other) =>
    name === 'region' && (other.startsWith(`${value}/`) || value.startsWith(`${other}/`));
  const selected = given.includes(value);
  for (const other of given) if (other !== value && !isKin(other)) params.append(name, other);
  if (!selected) params.append(name, value);
  return { address: `${pathOf(form)}?${params}`, selected };
};

/** @param {string} className @param {string} text */
const span = (className, text) => {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
};

/** @param {HTMLFormElement} form @param {{value: string, count: number, reports: number}} found */
const row = (form, found) => {
  const { address, selected } = toggled(form, found.value);
  const link = document.createElement('a');
  link.className = selected ? 'value selected' : 'value';
  link.href = address;
  link.rel = 'nofollow';
  link.dataset.key = `${form.dataset.facet}:${found.value}`;
  if (selected) link.setAttribute('aria-current', 'true');
  const name = span('name', found.value.replaceAll('/', ' › '));
  name.lang = 'zh-CN';
  link.append(
    name,
    span('count', number.format(found.count)),
    span('count minor', number.format(found.reports)),
  );
  const item = document.createElement('li');
  item.append(link);
  return item;
};

/** @param {HTMLInputElement} box @param {HTMLFormElement} form */
const find = async (box, form) => {
  const place = form.parentElement?.querySelector('.facet-found');
  if (!place) return;
  running?.abort();
  if (!before.has(place)) before.set(place, [...place.childNodes]);
  const text = box.value.trim();
  if (text === '') {
    place.replaceChildren(...(before.get(place) ?? []));
    return;
  }
  const mine = new AbortController();
  running = mine;
  const params = new URLSearchParams();
  // Pages that count show what is held, whatever is sought.
  for (const [key, value] of new FormData(form))
    if (!['facet', 'find', 'lang'].includes(key) && (key !== 'q' || pathOf(form) === '/'))
      params.append(key, String(value));
  params.set('query', text);
  try {
    const response = await fetch(`/api/facets/${form.dataset.facet}?${params}`, { signal: mine.signal });
    if (!response.ok) return;
    const { values } = await response.json();
    const list = document.createElement('ul');
    list.className = 'values';
    list.append(...values.map((/** @type {any} */ found) => row(form, found)));
    const none = span('note', (form.dataset.none ?? '').replace('%s', text));
    place.replaceChildren(values.length > 0 ? list : none);
    const status = document.getElementById('status');
    if (status) status.textContent = values.length > 0 ? String(values.length) : none.textContent;
  } catch {
    // Broken off by the next letter, or no connection: what is shown stays.
  }
};

document.addEventListener('input', (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.name !== 'find' || !box.form?.dataset.facet) return;
  const { form } = box;
  clearTimeout(timer);
  timer = setTimeout(() => find(box, form), event.isComposing ? REST * 3 : REST);
});
