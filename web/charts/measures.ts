import { MEASURES, type Measure } from '../../src/domain/measure.ts';
import { choiceIn } from '../../src/queries/request.ts';
import { formatCount } from '../format.ts';

/** The measure that the address asks for, paragraphs where it says nothing. @throws {InvalidRequest} */
export const measureIn = (params: URLSearchParams): Measure =>
  choiceIn(params, 'measure', MEASURES, 'paragraphs');

/** What is counted in one place, and what is held there. */
export interface Counted {
  readonly paragraphs: number;
  readonly reports: number;
  readonly occurrences: number;
  readonly reportsHeld: number;
  readonly characters: number;
}

/** Null where nothing is held: an unknown is not a zero. */
export const measureOf = (measure: Measure, counted: Counted): number | null => {
  if (counted.reportsHeld === 0) return null;
  switch (measure) {
    case 'paragraphs':
    case 'reports':
      return counted[measure];
    case 'share':
      return counted.reports / counted.reportsHeld;
    case 'rate':
      return counted.characters === 0 ? null : (counted.occurrences / counted.characters) * 10_000;
  }
};

/** Enough digits to tell small rates apart, and no more than a paper quotes. */
export const formatMeasure = (measure: Measure, value: number): string => {
  if (measure === 'share') return `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)}%`;
  if (measure === 'rate') return value === 0 ? '0' : value.toFixed(value < 10 ? 2 : 1);
  return formatCount(value);
};
