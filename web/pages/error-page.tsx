import type { Mode } from '../../src/domain/query.ts';
import { Layout } from '../layout.tsx';
import { href, type View } from '../view.ts';

export type PageError =
  | { readonly status: 400; readonly message: string }
  | { readonly status: 404 | 500 | 503 };

const textsOf = ({ t }: View, status: PageError['status']): [string, string] => {
  switch (status) {
    case 400:
      return [t.errorInvalid, t.errorInvalidHow];
    case 404:
      return [t.errorNotFound, t.errorNotFoundHow];
    case 503:
      return [t.errorUnavailable, t.errorUnavailableHow];
    case 500:
      return [t.errorInternal, t.errorInternalHow];
  }
};

/** Says what happened and what to do next; the search box keeps what was typed. */
export const ErrorPage = ({ view, error }: { view: View; error: PageError }) => {
  const { t } = view;
  const [title, how] = textsOf(view, error.status);
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
        {error.status === 400 ? (
          <p class="notice" lang="zh-CN">
            {error.message}
          </p>
        ) : null}
        <p>
          {how}{' '}
          {error.status === 503 ? (
            <a href={href(view, view.path, view.params)}>{t.errorRetry}</a>
          ) : (
            <a href={href(view, '/')}>{t.errorStartOver}</a>
          )}
        </p>
      </main>
    </Layout>
  );
};
