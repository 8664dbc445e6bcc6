import { toBibtex } from './bibtex.ts';
import type { Citation } from './citation.ts';
import { toGbt7714 } from './gbt7714.ts';
import { toRis } from './ris.ts';

export const CITATION_FORMATS = ['gbt7714', 'bibtex', 'ris'] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

interface CitationWriter {
  readonly mediaType: string;
  readonly extension: string;
  readonly write: (citation: Citation) => string;
}

export const CITATION_WRITERS: Readonly<Record<CitationFormat, CitationWriter>> = {
  gbt7714: {
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    write: (citation) => `${toGbt7714(citation)}\n`,
  },
  bibtex: { mediaType: 'application/x-bibtex; charset=utf-8', extension: 'bib', write: toBibtex },
  ris: {
    mediaType: 'application/x-research-info-systems; charset=utf-8',
    extension: 'ris',
    write: (citation) => toRis(citation),
  },
};
