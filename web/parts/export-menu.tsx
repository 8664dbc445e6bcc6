import type { FC } from 'hono/jsx';
import type { SearchRequest } from '../../src/queries/request.ts';
import { withParams } from '../links.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  request: SearchRequest;
}

const FORMATS = {
  paragraphs: ['csv', 'jsonl'],
  reports: ['gbt7714', 'bibtex', 'ris'],
} as const;

/** All matches as a file, paragraph by paragraph, or their reports as a bibliography. Opens and works without a script. */
export const ExportMenu: FC<Props> = ({ view, request }) => {
  const { t } = view;
  const params = withParams(request, { pageSize: 20, sort: 'relevance', group: 'none' });
  return (
    <details class="export-menu">
      <summary>{t.exportLabel}</summary>
      <div class="export-choices">
        {(['paragraphs', 'reports'] as const).map((unit) => (
          <section aria-labelledby={`export-${unit}`}>
            <h3 id={`export-${unit}`}>{t.exportUnits[unit]}</h3>
            <ul>
              {FORMATS[unit].map((format) => (
                <li>
                  <a
                    href={`/api/export?${new URLSearchParams([['format', format], ...params])}`}
                    rel="nofollow"
                    download=""
                  >
                    <b>{t.exportFormats[format].name}</b> <span>{t.exportFormats[format].use}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p class="note">{t.exportNote}</p>
      </div>
    </details>
  );
};
