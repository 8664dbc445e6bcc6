import type { FC } from 'hono/jsx';
import type { RoleCode } from '../../src/domain/role.ts';
import type { View } from '../view.ts';

/** Role and year of a paragraph: said in words, the colour only repeats it. */
export const RoleTag: FC<{ view: View; role: RoleCode; year: number | null }> = ({ view, role, year }) => (
  <span class={`role role-${role}`}>
    {year === null ? null : <span class="role-year">{view.t.periodYear(year)} </span>}
    {view.t.roles[role]}
  </span>
);
