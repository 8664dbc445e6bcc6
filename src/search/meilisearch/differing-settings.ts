import { isDeepStrictEqual } from 'node:util';
import type { Settings } from 'meilisearch';

/** Names of the settings that an index does not have as wanted. */
export const differingSettings = (wanted: Settings, present: Settings): (keyof Settings)[] =>
  (Object.keys(wanted) as (keyof Settings)[]).filter((name) => !covers(present[name], wanted[name]));

/** Does `present` say all that `wanted` says? The engine answers with every default filled in, and keeps sets in its own order. */
const covers = (present: unknown, wanted: unknown): boolean => {
  if (Array.isArray(wanted) && Array.isArray(present)) {
    if (wanted.length !== present.length) return false;
    return (
      wanted.every((item, at) => covers(present[at], item)) ||
      wanted.every((item) => present.some((other) => covers(other, item)))
    );
  }
  if (wanted !== null && typeof wanted === 'object' && present !== null && typeof present === 'object')
    return Object.entries(wanted).every(([key, value]) =>
      covers((present as Record<string, unknown>)[key], value),
    );
  return isDeepStrictEqual(present, wanted);
};
