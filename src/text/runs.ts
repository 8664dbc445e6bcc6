import type { Unit } from './units.ts';

const PUNCTUATION_UNIT = /^[^\p{L}\p{M}\p{N}\p{Script=Han}]$/u;

/** Is a unit's value a punctuation mark? */
export const isPunctuation = (value: string): boolean => PUNCTUATION_UNIT.test(value);

/** Splits units at punctuation into runs of values. */
export const toRuns = (units: readonly Unit[]): string[][] => {
  const runs: string[][] = [];
  let run: string[] = [];
  for (const unit of units) {
    if (!unit.punctuation) run.push(unit.value);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
};

/** The same for a phrase's values. */
export const splitRuns = (values: readonly string[]): string[][] => {
  const runs: string[][] = [];
  let run: string[] = [];
  for (const value of values) {
    if (!isPunctuation(value)) run.push(value);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
};
