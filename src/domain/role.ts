import { z } from 'zod';

/** What a paragraph does in its report, decided mostly by the heading that governs it. */
export const ROLES = [
  ['achievement', '工作成效'],
  ['problem', '存在问题'],
  ['plan', '工作安排'],
  ['other', '其他'],
] as const;

export type RoleCode = (typeof ROLES)[number][0];

export const ROLE_CODES: readonly RoleCode[] = ROLES.map(([code]) => code);

export const roleSchema = z.enum(ROLES.map(([code]) => code) as [RoleCode, ...RoleCode[]]);

export const ROLE_LABELS: Readonly<Record<RoleCode, string>> = Object.fromEntries(ROLES) as Record<
  RoleCode,
  string
>;
