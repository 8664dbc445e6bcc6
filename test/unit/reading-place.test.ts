import { describe, expect, it } from 'vitest';
import { ALWAYS_FIRST, paragraphPath } from '../../src/domain/reading-place.ts';

describe('where a paragraph is read', () => {
  it('is its anchor alone on the page that opens first', () => {
    expect(paragraphPath('3337f10nu6k46jkd', 0)).toBe('/reports/3337f10nu6k46jkd#p0');
    expect(paragraphPath('3337f10nu6k46jkd', ALWAYS_FIRST - 1)).toBe('/reports/3337f10nu6k46jkd#p59');
  });

  it('is said to the server too where the report may be read in parts', () => {
    expect(paragraphPath('3337f10nu6k46jkd', 900)).toBe('/reports/3337f10nu6k46jkd?at=900#p900');
  });

  it('goes with the query, which it leaves as it was', () => {
    const params = new URLSearchParams({ q: '养老' });
    expect(paragraphPath('3337f10nu6k46jkd', 900, params)).toBe(
      `/reports/3337f10nu6k46jkd?q=${encodeURIComponent('养老')}&at=900#p900`,
    );
    expect(params.has('at')).toBe(false);
  });
});
