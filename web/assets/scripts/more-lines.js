// The concordance goes on as one scrolls. “Next page” is a link, and stays one where anything fails.

/** How far below the window the next lines are already fetched. */
const AHEAD = '600px';

const lines = document.getElementById('lines');
const status = document.getElementById('status');

/** @type {IntersectionObserver | undefined} */
let observer;

const nextLink = () =>
  /** @type {HTMLAnchorElement | null} */ (document.querySelector('.more a[rel="next"]'));

const loadMore = async () => {
  const link = nextLink();
  if (!lines || !link || link.getAttribute('aria-busy')) return;
  observer?.disconnect();
  link.setAttribute('aria-busy', 'true');
  if (status) status.textContent = link.dataset.loading ?? '';
  try {
    const response = await fetch(link.href, { headers: { accept: 'text/html' } });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    lines.append(...(page.getElementById('lines')?.children ?? []));
    const more = page.querySelector('.more');
    // All pages stand here together: none lies before.
    more?.querySelector('a[rel="prev"]')?.remove();
    link.closest('.more')?.replaceWith(...(more ? [more] : []));
    if (status) status.textContent = '';
    watch();
  } catch {
    link.removeAttribute('aria-busy');
    if (status) status.textContent = link.dataset.failed ?? '';
  }
};

const watch = () => {
  const link = nextLink();
  if (!link) return;
  observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) loadMore();
    },
    { rootMargin: AHEAD },
  );
  observer.observe(link);
};

if (lines) watch();
