import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSearchRequest, parseSearchRequest } from '../../src/queries/request.ts';
import {
  clearFilters,
  FILTER_NAMES,
  hasFilter,
  listFilters,
  outsideHref,
  toggleFilter,
} from '../../web/links.ts';

const parse = (query: string) => new URLSearchParams(query);

describe('toggling a filter', () => {
  it('adds a value, keeps the others, and starts over at the first page', () => {
    const next = toggleFilter(parse('q=社区&year=2022&page=3'), 'year', '2023');
    expect(next.getAll('year')).toEqual(['2022', '2023']);
    expect(next.has('page')).toBe(false);
    expect(next.get('q')).toBe('社区');
  });

  it('takes away a value that is set', () => {
    expect(toggleFilter(parse('role=plan&role=problem'), 'role', 'plan').getAll('role')).toEqual(['problem']);
  });

  it('replaces a region by one within it, and by one around it', () => {
    const city = toggleFilter(parse('region=浙江省'), 'region', '浙江省/宁波市');
    expect(city.getAll('region')).toEqual(['浙江省/宁波市']);
    expect(toggleFilter(city, 'region', '浙江省').getAll('region')).toEqual(['浙江省']);
    expect(toggleFilter(city, 'region', '江苏省').getAll('region')).toEqual(['浙江省/宁波市', '江苏省']);
  });

  it('recognises a region given by its name alone', () => {
    expect(hasFilter(parse('region=海曙区'), 'region', '浙江省/宁波市/海曙区')).toBe(true);
    expect(toggleFilter(parse('region=海曙区'), 'region', '浙江省/宁波市/海曙区').has('region')).toBe(false);
  });

  it('twice is as before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('2020', '2021', '2022', '2023')),
        fc.constantFrom('2020', '2024'),
        (years, year) => {
          const before = formatSearchRequest({ q: '养老', year: years.map(Number) });
          const after = toggleFilter(toggleFilter(before, 'year', year), 'year', year);
          expect(after.getAll('year').toSorted()).toEqual(before.getAll('year').toSorted());
          expect(parseSearchRequest(after).q).toBe('养老');
        },
      ),
    );
  });
});

describe('filters of a request', () => {
  it('are listed value by value, and cleared together', () => {
    const params = parse('q=社区&sort=newest&region=浙江省&year=2022&year=2023&yearTo=2024&page=2');
    expect(listFilters(params).map(({ name, value }) => `${name}:${value}`)).toEqual([
      'region:浙江省',
      'year:2022',
      'year:2023',
      'yearTo:2024',
    ]);
    expect(`${clearFilters(params)}`).toBe(`${parse('q=社区&sort=newest')}`);
  });

  it('are all those that a request can carry', () => {
    const { q, mode, synonyms, page, pageSize, sort, group, ...filters } = parseSearchRequest(
      new URLSearchParams(),
    );
    expect(Object.keys(filters).toSorted()).toEqual([...FILTER_NAMES].toSorted());
  });
});

describe('an address of another site', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'no address',
    ' javascript:alert(1)',
  ])('is no link when it is %s', (address) => expect(outsideHref(address)).toBeNull());

  it('is a link when it is http or https', () => {
    expect(outsideHref('https://www.gov.cn/a')).toBe('https://www.gov.cn/a');
  });
});
