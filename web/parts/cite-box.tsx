import type { FC } from 'hono/jsx';
import type { Citation } from '../../src/text/citations/citation.ts';
import { CITATION_WRITERS } from '../../src/text/citations/formats.ts';
import { toGbt7714, toQuotation } from '../../src/text/citations/gbt7714.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  citation: Citation;
  /** Where the API gives this citation: `/api/…/cite`. */
  address: string;
  /** The paragraph cited; null for a report as a whole. */
  text: string | null;
}

/** One form of a reference, to be selected, or copied at a click where there is a script. */
const Form: FC<{ view: View; id: string; label: string; text: string; download?: string }> = ({
  view,
  id,
  label,
  text,
  download,
}) => (
  <figure class="cite-form">
    <figcaption>
      <span>{label}</span>
      <span class="cite-ways">
        <button type="button" class="copy" data-copy={id} data-copied={view.t.copied}>
          {view.t.copy}
        </button>
        {download === undefined ? null : (
          <a href={download} download="">
            {view.t.download}
            <span class="away"> {label}</span>
          </a>
        )}
      </span>
    </figcaption>
    <pre id={id} lang="zh-CN">
      {text}
    </pre>
  </figure>
);

/** A reference in every form, as text that can be taken from the page. */
export const CiteBox: FC<Props> = ({ view, citation, address, text }) => {
  const { t } = view;
  const { bibtex, ris } = CITATION_WRITERS;
  return (
    <div class="cite-box">
      {text === null ? null : (
        <Form view={view} id="cite-quote" label={t.citeQuote} text={toQuotation(text, citation)} />
      )}
      <Form view={view} id="cite-gbt7714" label="GB/T 7714" text={toGbt7714(citation)} />
      <details>
        <summary>BibTeX · RIS</summary>
        <Form
          view={view}
          id="cite-bibtex"
          label="BibTeX"
          text={bibtex.write(citation).trimEnd()}
          download={`${address}?format=bibtex`}
        />
        <Form
          view={view}
          id="cite-ris"
          label="RIS"
          text={ris.write(citation).replaceAll('\r', '').trimEnd()}
          download={`${address}?format=ris`}
        />
      </details>
    </div>
  );
};
