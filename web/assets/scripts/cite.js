// Copies citations. Without a script the texts are there to be selected; where the browser denies the clipboard, links lead to them.

/** Milliseconds for which a button says that it copied. */
const SAID = 2_500;

/** @param {HTMLElement} control @param {string} text */
const say = (control, text) => {
  const before = control.textContent;
  control.textContent = text;
  const status = document.getElementById('status');
  if (status) status.textContent = text;
  setTimeout(() => {
    control.textContent = before;
  }, SAID);
};

document.addEventListener('click', async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = /** @type {HTMLElement | null} */ (target?.closest('button.copy'));
  if (button) {
    const source = document.getElementById(button.dataset.copy ?? '');
    const text = source?.textContent?.trim() ?? '';
    try {
      await navigator.clipboard.writeText(text);
      say(button, button.dataset.copied ?? '');
    } catch {
      // Pages served without https have no clipboard: what is selected is one key away from it.
      if (source) getSelection()?.selectAllChildren(source);
    }
    return;
  }
  const link = /** @type {HTMLAnchorElement | null} */ (target?.closest('a.cite'));
  // A second click, while the link says that it copied, opens the page with the other formats.
  if (!link || !navigator.clipboard || link.hasAttribute('data-done') || event.ctrlKey || event.metaKey)
    return;
  event.preventDefault();
  try {
    const [, report, ordinal] = /\/p\/(\w+)\/(\d+)/.exec(link.href) ?? [];
    const response = await fetch(`/api/paragraphs/${report}-${ordinal}/cite`);
    if (!response.ok) throw new Error(response.statusText);
    await navigator.clipboard.writeText((await response.text()).trim());
    link.setAttribute('data-done', '');
    setTimeout(() => link.removeAttribute('data-done'), SAID);
    say(link, link.closest('[data-copied]')?.getAttribute('data-copied') ?? '');
  } catch {
    location.href = link.href;
  }
});
