import type { Settings } from 'meilisearch';
import { PARAGRAPH_FIELDS } from './documents.ts';

/** Names of the two indexes; a suffix keeps test suites apart in one engine. */
export const indexNames = (suffix = '') => ({
  paragraphs: `paragraphs${suffix}`,
  reports: `reports${suffix}`,
});

/** More than any collection: totals, pages and facets are never cut by the engine (its defaults are 1,000 and 100). */
const NO_LIMIT = 100_000_000;
const MAX_FACET_VALUES = 100_000_000;

/** What a paragraph holds that repeats an earlier one. */
export const REPEATED_FIELD = 'repeatedFrom.year';

const equality = (attributePatterns: string[]) => ({
  attributePatterns,
  features: { facetSearch: false, filter: { equality: true, comparison: false } },
});
const comparison = (attributePatterns: string[]) => ({
  attributePatterns,
  features: { facetSearch: false, filter: { equality: true, comparison: true } },
});

const shared: Settings = {
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  facetSearch: false,
  stopWords: [],
  synonyms: {},
  pagination: { maxTotalHits: NO_LIMIT },
  // We order values ourselves. By alphabet the engine goes through long facets once; by count it looks for the next best, which
  // takes three times as long for a rare term. Short ones it counts faster in the other way.
  faceting: {
    maxValuesPerFacet: MAX_FACET_VALUES,
    sortFacetValuesBy: {
      '*': 'count',
      ...Object.fromEntries(
        ['id', 'reportId', 'reportNumber', 'yearInReport', 'roleInReport', 'topicInReport', 'words'].map(
          (field) => [field, 'alpha'],
        ),
      ),
    },
  },
  // We order what the engine finds; its own rules would cost time and tell nothing about codes.
  rankingRules: ['sort'],
};

export const PARAGRAPH_SETTINGS: Settings = {
  ...shared,
  // Hits of several engines are put in order by the day; the number tells whose paragraphs were counted.
  displayedAttributes: [...PARAGRAPH_FIELDS, 'sortDay', 'reportNumber'],
  searchableAttributes: ['exact'],
  filterableAttributes: [
    equality([
      'id',
      'reportId',
      'reportNumber',
      'institution',
      'region',
      'regionPaths',
      'level',
      'docType',
      'role',
      'topics',
      'sample',
      'copy',
      'repeats',
      'yearInReport',
      'roleInReport',
      'topicInReport',
      'words',
      // Stands where the paragraph is repeated, and only there.
      REPEATED_FIELD,
    ]),
    comparison(['year', 'publishedDay', 'ordinal']),
  ],
  sortableAttributes: ['sortDay', 'reportId', 'ordinal'],
  // A phrase must stand in one place: positions are kept to the word.
  proximityPrecision: 'byWord',
};

export const REPORT_SETTINGS: Settings = {
  ...shared,
  searchableAttributes: ['id'],
  filterableAttributes: [
    equality([
      'id',
      'kind',
      'institution',
      'region',
      'regionPaths',
      'level',
      'docType',
      'roles',
      'topics',
      'sample',
      'copy',
      'duplicateOf',
      'origin',
      'sourcePath',
      'sha256',
    ]),
    comparison(['years', 'publishedDay', 'reportYear', 'characters', 'paragraphs']),
  ],
  sortableAttributes: ['sortDay', 'id', 'number'],
};
