import type { RelatedAnswer } from '../../src/domain/related.ts';
import { formatSearchRequest, type SearchRequest } from '../../src/queries/request.ts';
import { searchHref, withParams } from '../links.ts';
import { href, type View } from '../view.ts';

interface Props {
  view: View;
  request: SearchRequest;
  /** Null: not asked for yet. */
  related: RelatedAnswer | null;
}

/** The terms that stand out in what was found, each one click to add; or the link to them, which the script follows by itself. */
export const Related = ({ view, request, related }: Props) => {
  const { t } = view;
  if (related === null) {
    const params = formatSearchRequest({ ...request, page: 1 });
    const there = new URLSearchParams(params);
    there.set('related', '1');
    return (
      <p id="related" class="related" data-source={href(view, '/related', params)}>
        <a href={searchHref(view, there)} rel="nofollow">
          {t.relatedShow}
        </a>
      </p>
    );
  }
  if (related.terms.length === 0)
    return (
      <p id="related" class="related">
        {t.relatedNone}
      </p>
    );
  return (
    <div id="related" class="related">
      <span class="label" id="related-label" title={t.relatedHow}>
        {t.relatedLabel}
      </span>
      <ul aria-labelledby="related-label">
        {related.terms.map(({ term, query }) => (
          <li>
            <a
              href={searchHref(view, withParams(request, { q: query }))}
              rel="nofollow"
              lang="zh-CN"
              aria-label={t.relatedAdd(term)}
            >
              {term}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
