import { FACET_NAMES } from '../domain/facet.ts';
import { type Filters, NO_FILTERS, type TakenName } from '../domain/query.ts';
import type { SearchIndex } from '../search/ports.ts';
import { normaliseText } from '../text/fold.ts';
import type { Lexicon, SettleNames } from '../text/lexicon.ts';
import { parseBox } from './interpret.ts';

/** What the official name of a place has after what people call it: 四川·省, 延边·朝鲜族自治州, 伊犁·哈萨克自治州. */
const LEFT_OUT =
  /^(?:省|市|区|县|旗|盟|州|镇|乡|苏木|街道|地区|新区|林区|矿区|特区|特别行政区|街道办事处|(?:(?:\p{Script=Han}{1,5}族)+|民族)乡|(?:(?:\p{Script=Han}{1,5}族)+|维吾尔|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)?自治(?:区|州|县|旗))$/u;
/** One character is no name that people use by itself. */
const SHORTEST = 2;

const isName = (full: string, given: string): boolean =>
  full === given ||
  (given.length >= SHORTEST && full.startsWith(given) && LEFT_OUT.test(full.slice(given.length)));

interface Held {
  /** As it is written in filters. */
  readonly value: string;
  /** Folded; of a region from the province down. */
  readonly parts: readonly string[];
}

const toHeld = (value: string): Held => ({ value, parts: normaliseText(value).split('/') });
const lastOf = (value: string): string => value.slice(value.lastIndexOf('/') + 1);

/** Is it this place, or its path from any level down? */
const isPlace = ({ parts }: Held, given: readonly string[]): boolean =>
  given.length <= parts.length &&
  given.every((part, n) => isName(parts[parts.length - given.length + n] ?? '', part));

/** Full names where there is none as given: 四川 is 四川省, 吉林 both the province and the city, as 鼓楼区 is many places. */
const takeRegion = (given: string, regions: readonly Held[]): string[] => {
  const isPath = given.includes('/');
  if (regions.some(({ value }) => (isPath ? value : lastOf(value)) === given)) return [given];
  const parts = normaliseText(given)
    .split('/')
    .map((part) => part.trim());
  const found = regions.filter((region) => isPlace(region, parts)).map(({ value }) => value);
  return [...new Set(isPath ? found : found.map(lastOf))];
};

/** The only institution with these characters in its name. Of several none: which one is meant the reader must say. */
const takeInstitution = (given: string, institutions: readonly Held[]): string[] => {
  if (institutions.some(({ value }) => value === given)) return [given];
  const wanted = normaliseText(given);
  if (wanted.length < SHORTEST) return [];
  const found = institutions.filter(({ parts }) => parts.join('/').includes(wanted));
  return found.length === 1 ? found.map(({ value }) => value) : [];
};

/** Takes names as those of what is held; one that is none of them stays, and finds nothing. */
export const createSettle = (held: {
  readonly region: readonly string[];
  readonly institution: readonly string[];
}): SettleNames => {
  const regions = held.region.map(toHeld);
  const institutions = held.institution.map(toHeld);
  return (filters) => {
    const taken: TakenName[] = [];
    const settle = (name: TakenName['name'], take: (given: string) => string[]): string[] => [
      ...new Set(
        filters[name].flatMap((given) => {
          const full = take(given);
          if (full.length === 0) return [given];
          if (full.length > 1 || full[0] !== given) taken.push({ name, given, taken: full });
          return full;
        }),
      ),
    ];
    return {
      filters: {
        ...filters,
        region: settle('region', (given) => takeRegion(given, regions)),
        institution: settle('institution', (given) => takeInstitution(given, institutions)),
      },
      taken,
    };
  };
};

/** As much of a request as tells whether it names a place or an institution. */
export type Naming = Pick<Filters, 'region' | 'institution'> & { readonly q: string | readonly string[] };
/** What is known of words, and of the names that a request may be using. */
export type Knowing = (request: Naming) => Promise<Lexicon>;

/** Do its filters, or those of its box, name one? @throws {InvalidRequest} of a box, before the index is asked for names. */
const isNaming = ({ q, region, institution }: Naming): boolean =>
  [{ region, institution }, ...[q].flat().map((box) => parseBox(box).filters)].some(
    (filters) => filters.region.length > 0 || filters.institution.length > 0,
  );

/** The names that the collection holds, read once for each version of it, and not before one is used. */
export const createKnowing = (index: SearchIndex, lexicon: Lexicon): Knowing => {
  let known: { readonly version: number; readonly settle: SettleNames } | null = null;
  const read = async (): Promise<SettleNames> => {
    const version = (await index.state())?.version ?? -1;
    if (known?.version === version) return known.settle;
    // As the front page asks, whose counts are kept.
    const { facets } = await index.select(
      { groups: [], minimum: 0, none: [], filters: NO_FILTERS },
      { order: 'any', offset: 0, limit: 0, facets: FACET_NAMES },
    );
    const valuesOf = (name: TakenName['name']) => (facets.get(name) ?? []).map(({ value }) => value);
    const settle = createSettle({ region: valuesOf('region'), institution: valuesOf('institution') });
    known = { version, settle };
    return settle;
  };
  return async (request) => (isNaming(request) ? { ...lexicon, settleNames: await read() } : lexicon);
};

/** A request with the full names in the place of those that were given. */
export const withTaken = <Request extends Pick<Filters, 'region' | 'institution'>>(
  request: Request,
  taken: readonly TakenName[],
): Request => {
  const settle = (name: TakenName['name']): string[] => [
    ...new Set(
      request[name].flatMap(
        (value) => taken.find((other) => other.name === name && other.given === value)?.taken ?? [value],
      ),
    ),
  ];
  return { ...request, region: settle('region'), institution: settle('institution') };
};
