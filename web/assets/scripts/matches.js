// Keys and links that lead from match to match on the report page.

/**
 * Previous and next match, by their links and by p and n. Of a report in parts the page holds those from `from` to `to`, and
 * leads to the others. @param {DOMStringMap} steps
 */
const stepThroughMatches = ({ matches, from: lowest, to: highest, before, after }) => {
  const [total, from, to] = [Number(matches), Number(lowest), Number(highest)];
  const position = document.getElementById('match-position');
  let current = Number(/^#m(\d+)$/.exec(location.hash)?.[1] ?? 0);
  const tell = () => {
    if (position && current > 0) position.textContent = `${current} / ${total}`;
  };
  tell();
  // Gone elsewhere by the map or the outline: stepping goes on from there.
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#p')) current = 0;
  });

  /** The match before the first one at or below the top of the window: where reading is. */
  const whereReading = () => {
    const target = document.querySelector(':target');
    const top = target?.id.startsWith('p') ? target.getBoundingClientRect().top : 0;
    for (let n = from; n <= to; n += 1) {
      const there = document.getElementById(`m${n}`)?.getBoundingClientRect().top ?? 0;
      if (there >= top - 1) return n - 1;
    }
    return to;
  };
  /** @param {number} by */
  const step = (by) => {
    const start = current || whereReading() + (by < 0 ? 1 : 0);
    const wanted = start + by;
    if (wanted < from && before) return location.assign(before);
    if (wanted > to && after) return location.assign(after);
    document.querySelector('mark.current')?.classList.remove('current');
    current = ((((wanted - 1) % total) + total) % total) + 1;
    const mark = document.getElementById(`m${current}`);
    mark?.classList.add('current');
    mark?.scrollIntoView({ block: 'center' });
    history.replaceState(null, '', `#m${current}`);
    tell();
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

// “Contents” beside the title: it lies folded where the link leads.
document.querySelector('.to-contents')?.addEventListener('click', () => {
  const contents = document.getElementById('contents');
  if (contents instanceof HTMLDetailsElement) contents.open = true;
});

const steps = /** @type {HTMLElement | null} */ (document.querySelector('[data-matches]'));
if (steps) stepThroughMatches(steps.dataset);
