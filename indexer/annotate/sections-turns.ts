import type { RoleCode } from '../../src/domain/role.ts';
import {
  admitsProblems,
  commitsToNothing,
  isAgenda,
  isClosing,
  isGuidance,
  isSalutation,
  isSignature,
  isThanks,
  looksBack,
  tense,
  turnsToPlans,
  withoutSalutation,
} from './sections-roles.ts';

/** What a paragraph is read with. */
export interface Reading {
  /** Role of the heading that governs it. */
  readonly governing: RoleCode;
  /** That role is assumed, so that a paragraph may plainly say otherwise. */
  readonly topical: boolean;
  readonly mixed: boolean;
  /** Within the last lines of the speech. */
  readonly nearEnd: boolean;
  readonly plannedYear: number | null;
  /** 今年 is the year planned for, as in a government report delivered early in it. */
  readonly thisYearIsPlanned: boolean;
}

/** Characters; a shorter line tells no tense of its own. */
const SHORT = 40;
const PLAINLY_DONE = 0.8;
const PLAINLY = 0.6;

const addressesAll = (text: string): boolean =>
  withoutSalutation(text).length < text.replace(/\s/g, '').length;

/**
 * Follows the turns of speech inside one section: guiding words at its opening, thanks, problems admitted, then plans
 * without a heading. Make a new one for each section and call it for each paragraph in order; `headed` says that the
 * paragraph stands under a smaller heading or begins with one.
 */
export const createTurns = () => {
  let opening = true;
  let problems = false;
  let concluding = false;
  let turned = false;

  const read = (text: string, reading: Reading): RoleCode => {
    const { topical, mixed, nearEnd } = reading;
    if (isSalutation(text)) {
      problems = false;
      return 'other';
    }
    if (nearEnd && (isClosing(text) || isSignature(text))) return 'other';
    if (reading.governing === 'achievement' && (concluding || mixed)) {
      const announced = mixed && concluding && text.slice(0, 90).includes('今年');
      turned ||= announced || turnsToPlans(text, reading.plannedYear, reading.thisYearIsPlanned);
    }
    // 三、存在的问题及改进情况: what will be done about them.
    if (reading.governing === 'problem')
      turned ||= turnsToPlans(text, reading.plannedYear, reading.thisYearIsPlanned);
    const governing = turned ? 'plan' : reading.governing;

    if (governing === 'achievement' || governing === 'problem') {
      if (!opening && admitsProblems(text)) {
        problems = true;
        concluding = true;
        return 'problem';
      }
      if (governing === 'achievement' && isThanks(text)) {
        problems = false;
        concluding = true;
        return 'other';
      }
      if (addressesAll(text) || tense(text) > PLAINLY_DONE) problems = false;
      if (problems) return 'problem';
    }
    if (opening && isAgenda(text)) return 'other';
    if (governing === 'achievement' && opening && isGuidance(text)) return 'other';
    if (governing === 'plan' && opening && text.length >= SHORT && commitsToNothing(text)) return 'other';
    if (topical && text.length >= SHORT) {
      if (governing === 'plan' && looksBack(text)) return 'achievement';
      if (governing === 'achievement' && tense(text) < -PLAINLY) return 'plan';
    }
    return governing;
  };

  return {
    /** Role of a paragraph. */
    paragraph: (text: string, reading: Reading): RoleCode => {
      const role = read(text, reading);
      if (role !== 'other') opening = false;
      return role;
    },
    /** A heading within the section, on its own line or run in. */
    heading: (): void => {
      opening = false;
      problems = false;
    },
    /** Plans began without a heading, and go on under whatever smaller headings follow. */
    hasTurned: (): boolean => turned,
  };
};
