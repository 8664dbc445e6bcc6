import { type Fault, type FaultStatus, titleOf, wordFault } from '../../src/domain/faults/fault.ts';
import type { Mode } from '../../src/domain/query.ts';
import type { Messages } from '../i18n/messages.ts';
import { Layout } from '../layout.tsx';
import { hereHref } from '../links.ts';
import { href, type View } from '../view.ts';

export interface PageError {
  readonly status: FaultStatus;
  /** What was wrong, where more is known than the status says. */
  readonly fault?: Fault;
  /** Of the address, that was wrong. */
  readonly parameter?: string | undefined;
}

/** What to do next, and where that leads: the same page again, or the front page. */
const wayOut = (t: Messages, status: FaultStatus): { how: string; again: boolean } => {
  switch (status) {
    case 400:
      return { how: t.errorInvalidHow, again: false };
    case 404:
      return { how: t.errorNotFoundHow, again: false };
    case 503:
      return { how: t.errorUnavailableHow, again: true };
    case 500:
      return { how: t.errorInternalHow, again: false };
    // Of these only 405 and 429 come here: who is not let in reads a page without style (door-page).
    case 401:
    case 405:
    case 421:
    case 429:
      return { how: '', again: true };
  }
};

/** The same page without what was wrong in its address; null where that stands in the box. */
const hrefWithout = (view: View, parameter: string | undefined): string | null => {
  if (parameter === undefined || parameter === 'q' || !view.params.has(parameter)) return null;
  const params = new URLSearchParams(view.params);
  params.delete(parameter);
  return hereHref(view, params);
};

/** Says what happened and what to do next; the search box keeps what was typed. */
export const ErrorPage = ({ view, error }: { view: View; error: PageError }) => {
  const { t } = view;
  const title = titleOf(error.status, view.lang);
  const { how, again } = wayOut(t, error.status);
  const without = hrefWithout(view, error.parameter);
  const mode: Mode = view.params.get('mode') === 'smart' ? 'smart' : 'exact';
  return (
    <Layout
      view={view}
      kind="error"
      title={title}
      search={{ q: view.params.get('q') ?? '', mode, live: view.path === '/' }}
      index={false}
    >
      <main id="results" class="wrap prose" data-announce={title}>
        <p class="status-code">{error.status}</p>
        <h1>{title}</h1>
        {error.fault ? <p class="notice">{wordFault(error.fault, view.lang)}</p> : null}
        <p>
          {without === null ? (
            how
          ) : (
            <>
              {t.errorParameterHow} <a href={without}>{t.errorDropParameter}</a>
              {t.errorOr}
            </>
          )}{' '}
          {again ? (
            <a href={href(view, view.path, view.params)}>{t.errorRetry}</a>
          ) : (
            <a href={href(view, '/')}>{t.errorStartOver}</a>
          )}
        </p>
      </main>
    </Layout>
  );
};
