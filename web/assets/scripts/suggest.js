// Completions under the search box, as the combobox pattern of ARIA has it. Without this file the box is just a box.

/** Milliseconds of rest before completions are asked for. */
const REST = 120;

/** @typedef {{ kind: 'term' | 'institution' | 'report', text: string, query: string | null, reportId: string | null, count: number }} Suggestion */

/** @param {HTMLInputElement} box */
const complete = (box) => {
  const form = box.form;
  const words = JSON.parse(box.dataset.suggest ?? '{}');
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', words.label);
  box.parentElement?.append(list);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  }))
    box.setAttribute(name, value);

  /** @type {Suggestion[]} */
  let shown = [];
  let active = -1;
  let timer = 0;
  /** @type {AbortController | undefined} */
  let running;

  const close = () => {
    clearTimeout(timer);
    running?.abort();
    shown = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  };

  /** @param {number} next */
  const activate = (next) => {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = next;
    const option = list.children[active];
    if (!option) return box.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', option.id);
  };

  /** @param {Suggestion} suggestion */
  const choose = ({ query, reportId }) => {
    close();
    if (query === null) {
      const lang = new URLSearchParams(location.search).get('lang');
      location.assign(`/reports/${reportId}${lang ? `?lang=${lang}` : ''}`);
      return;
    }
    box.value = query;
    if (form?.dataset.live) box.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'chosen' }));
    else form?.requestSubmit();
  };

  /** @param {Suggestion} suggestion @param {number} n */
  const draw = (suggestion, n) => {
    const option = document.createElement('li');
    option.id = `suggestion-${n}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    const text = document.createElement('span');
    text.lang = 'zh-CN';
    text.textContent = suggestion.text;
    const count = document.createElement('span');
    count.className = 'count';
    count.textContent = `${suggestion.count} ${words[suggestion.kind]}`;
    option.append(text, ' ', count);
    option.addEventListener('click', () => choose(suggestion));
    return option;
  };

  const ask = async () => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const response = await fetch(`/api/suggest?${new URLSearchParams({ q: box.value })}`, {
        signal: mine.signal,
      });
      const answer = response.ok ? await response.json() : { suggestions: [] };
      if (mine.signal.aborted || document.activeElement !== box) return;
      shown = answer.suggestions;
      active = -1;
      list.replaceChildren(...shown.map(draw));
      list.hidden = shown.length === 0;
      box.setAttribute('aria-expanded', String(shown.length > 0));
      box.removeAttribute('aria-activedescendant');
    } catch {
      // Completions are a help, not a promise: without an answer there are none.
      if (!mine.signal.aborted) close();
    }
  };

  box.addEventListener('input', (event) => {
    clearTimeout(timer);
    if (event instanceof CustomEvent || (event instanceof InputEvent && event.isComposing)) return;
    timer = setTimeout(ask, REST);
  });
  box.addEventListener('compositionend', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than there are options: the box itself, with what was typed.
      const places = shown.length + 1;
      activate(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter') {
      const chosen = shown[active];
      if (chosen) {
        event.preventDefault();
        choose(chosen);
      } else close();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Tab') close();
  });
  // The box keeps the focus while one clicks.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  box.addEventListener('blur', close);
};

const box = /** @type {HTMLInputElement | null} */ (document.querySelector('input[data-suggest]'));
if (box) complete(box);
