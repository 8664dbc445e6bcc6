// A stretch of years drawn over the bars of the year chart, by pointer or by the arrow keys on its two ends.

/** Milliseconds of rest before a stretch set with the keys is opened. */
const REST = 500;

/** @param {Element} chart */
const boundsOf = (chart) => ({
  first: Number(chart.getAttribute('data-first')),
  last: Number(chart.getAttribute('data-last')),
});

/** The form beside the chart opens the stretch: it knows the rest of the search. @param {Element} chart */
const formOf = (chart) =>
  /** @type {HTMLFormElement | null} */ (chart.parentElement?.querySelector('.year-range') ?? null);

/** @param {Element} chart @param {number} from @param {number} to */
const openStretch = (chart, from, to) => {
  const form = formOf(chart);
  if (!form) return;
  const years = [...chart.querySelectorAll('[data-year]')].map((bar) =>
    Number(bar.getAttribute('data-year')),
  );
  const all = from <= Math.min(...years) && to >= Math.max(...years);
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (!name.startsWith('year') && value !== '') params.append(name, String(value));
  if (!all) params.set('yearFrom', String(from));
  if (!all) params.set('yearTo', String(to));
  document.dispatchEvent(
    new CustomEvent('zhengsou:open', {
      detail: { address: `${form.getAttribute('action')}?${params}`, how: 'push' },
    }),
  );
};

/** Shows a stretch without opening it. @param {Element} chart @param {number} from @param {number} to */
const showStretch = (chart, from, to) => {
  let count = 0;
  for (const bar of chart.querySelectorAll('[data-year]')) {
    const year = Number(bar.getAttribute('data-year'));
    const inside = year >= from && year <= to;
    bar.querySelector('.year-bar')?.classList.toggle('selected', inside);
    if (inside) count += Number(bar.getAttribute('data-count'));
  }
  const said = (chart.getAttribute('data-said') ?? '')
    .replace('%a', String(from))
    .replace('%b', String(to))
    .replace('%n', count.toLocaleString('en-US'));
  const hint = chart.querySelector('.year-hint');
  if (hint) hint.textContent = said;
  const form = formOf(chart);
  for (const [name, year] of /** @type {const} */ ([
    ['yearFrom', from],
    ['yearTo', to],
  ])) {
    const field = form?.elements.namedItem(name);
    if (field && 'value' in field) field.value = String(year);
    const end = /** @type {HTMLInputElement | null} */ (chart.querySelector(`[data-end=${name}]`));
    if (end) end.value = String(year);
  }
};

/** @param {Element} chart */
const addEnds = (chart) => {
  if (chart.querySelector('[data-end]')) return;
  const { first, last } = boundsOf(chart);
  const form = formOf(chart);
  let timer = 0;
  /** @param {'yearFrom' | 'yearTo'} name @param {string} label @param {number} otherwise */
  const end = (name, label, otherwise) => {
    const range = document.createElement('input');
    const field = form?.elements.namedItem(name);
    range.type = 'range';
    range.min = String(first);
    range.max = String(last);
    range.value = (field && 'value' in field && field.value) || String(otherwise);
    range.dataset.end = name;
    range.dataset.key = name;
    range.setAttribute('aria-label', label);
    return range;
  };
  const from = end('yearFrom', chart.getAttribute('data-from') ?? '', first);
  const to = end('yearTo', chart.getAttribute('data-to') ?? '', last);
  for (const range of [from, to])
    range.addEventListener('input', () => {
      if (Number(from.value) > Number(to.value)) (range === from ? to : from).value = range.value;
      showStretch(chart, Number(from.value), Number(to.value));
      clearTimeout(timer);
      timer = setTimeout(() => openStretch(chart, Number(from.value), Number(to.value)), REST);
    });
  const ends = document.createElement('div');
  ends.className = 'year-ends';
  ends.append(from, to);
  chart.querySelector('.bars')?.after(ends);
};

/** @param {Element} chart */
const letDraw = (chart) => {
  const bars = /** @type {SVGElement | null} */ (chart.querySelector('.bars'));
  if (!bars) return;
  /** @type {number | null} */
  let start = null;
  let moved = false;
  /** @param {PointerEvent} event */
  const yearAt = (event) => {
    const { first, last } = boundsOf(chart);
    const { left, width } = bars.getBoundingClientRect();
    const share = Math.min(0.9999, Math.max(0, (event.clientX - left) / width));
    return first + Math.floor(share * (last - first + 1));
  };
  /** @param {number} year */
  const stretch = (year) =>
    /** @type {const} */ ([Math.min(start ?? year, year), Math.max(start ?? year, year)]);
  bars.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    start = yearAt(event);
    moved = false;
  });
  bars.addEventListener('pointermove', (event) => {
    if (start === null) return;
    const year = yearAt(event);
    if (!moved && year === start) return;
    // Held only once it moves: a held pointer's click would miss the bar's link.
    if (!moved) bars.setPointerCapture(event.pointerId);
    moved = true;
    showStretch(chart, ...stretch(year));
  });
  bars.addEventListener('pointerup', (event) => {
    if (start !== null && moved) openStretch(chart, ...stretch(yearAt(event)));
    start = null;
  });
  bars.addEventListener('pointercancel', () => {
    start = null;
  });
  bars.addEventListener('dragstart', (event) => event.preventDefault());
  bars.addEventListener(
    'click',
    (event) => {
      if (moved) {
        event.preventDefault();
        event.stopPropagation();
      }
      moved = false;
    },
    true,
  );
};

const enhance = () => {
  for (const chart of document.querySelectorAll('.year-chart')) {
    if (!formOf(chart) || chart.querySelector('[data-end]')) continue;
    addEnds(chart);
    letDraw(chart);
  }
};
enhance();
document.addEventListener('zhengsou:shown', enhance);
