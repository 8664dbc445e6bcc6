// Keys and links that lead from match to match on the report page.

/** Previous and next match, by their links and by p and n. @param {number} total */
const stepThroughMatches = (total) => {
  const position = document.getElementById('match-position');
  let current = 0;
  // Gone elsewhere by the map or the outline: stepping goes on from there.
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#p')) current = 0;
  });

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
    document.querySelector('mark.current')?.classList.remove('current');
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

const steps = /** @type {HTMLElement | null} */ (document.querySelector('[data-matches]'));
if (steps) stepThroughMatches(Number(steps.dataset.matches));
