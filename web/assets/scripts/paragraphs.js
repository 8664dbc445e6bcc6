// What can be done with a paragraph: one set of links for the whole report, which stands beside the paragraph at hand.

const tools = /** @type {HTMLTemplateElement | null} */ (document.getElementById('paragraph-tools'))?.content
  .firstElementChild;

/** Characters of the beginning and the end that a text fragment quotes, as the server does. */
const QUOTED = 24;

/** So that the browser scrolls the original page to the words. @param {string} text */
const textFragment = (text) => {
  const encode = (/** @type {string[]} */ some) => encodeURIComponent(some.join('')).replaceAll('-', '%2D');
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  return characters.length <= 2 * QUOTED
    ? `#:~:text=${encode(characters)}`
    : `#:~:text=${encode(characters.slice(0, QUOTED))},${encode(characters.slice(-QUOTED))}`;
};

/** @param {Event} event */
const bring = ({ target }) => {
  const paragraph = target instanceof Element ? target.closest('.para') : null;
  const place = paragraph?.querySelector('.para-links');
  const permalink = /** @type {HTMLAnchorElement | null} */ (place?.querySelector('.permalink'));
  if (!tools || !paragraph || !place || !permalink || tools.parentElement === place) return;
  // While a link says that it copied, it stays where it is.
  if (tools.querySelector('[data-done]')) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (tools.querySelectorAll('a'))) {
    if (link.className === 'cite') link.href = permalink.href;
    if (link.className === 'alike') link.href = `${permalink.href}#similar`;
    if (link.className === 'outside')
      link.href =
        link.href.replace(/#.*$/, '') + textFragment(paragraph.firstElementChild?.textContent ?? '');
  }
  permalink.after(tools);
};

if (tools)
  for (const type of ['pointerover', 'pointerdown', 'focusin']) document.addEventListener(type, bring);

// A link to a paragraph of another part: the server never sees what stands behind the #.
const [, ordinal] = /^#p(\d+)$/.exec(location.hash) ?? [];
if (ordinal && document.querySelector('nav.parts') && !document.getElementById(`p${ordinal}`)) {
  const there = new URL(location.href);
  there.searchParams.delete('part');
  if (there.searchParams.get('at') !== ordinal) {
    there.searchParams.set('at', ordinal);
    location.replace(there);
  }
}
