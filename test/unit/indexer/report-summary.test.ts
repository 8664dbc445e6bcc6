import { expect, it } from 'vitest';
import { describeFailures } from '../../../indexer/report-summary.ts';
import { createRecord, emptySummary } from '../../../indexer/run-summary.ts';

it('shows the first warnings of a kind and how many there are, and others apart', () => {
  const summary = emptySummary();
  const record = createRecord(summary);
  for (let row = 1; row <= 26; row++)
    record({
      kind: 'warning',
      path: `清单.jsonl#${row}`,
      message: `publishedOn“${1990 + row}”不是完整的日期，没有采用。`,
    });
  record({ kind: 'warning', path: '清单.jsonl#9', message: '另一件事。' });
  const shown = describeFailures(summary)
    .split('\n')
    .filter((line) => line !== '');
  expect(shown).toHaveLength(6);
  expect(shown[0]).toBe('提醒（27）：');
  expect(shown[4]).toContain('同类提醒共 26 条');
  expect(shown[5]).toContain('另一件事');
});
