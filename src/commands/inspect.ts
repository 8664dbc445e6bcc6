import { runInspect } from '../../indexer/inspect.ts';
import { createParsePool } from '../../indexer/parse-pool.ts';
import { describeFailures } from '../../indexer/report-summary.ts';
import { exitCodeOf } from '../../indexer/run-summary.ts';
import { loadConfig } from '../config.ts';
import { harmless } from '../terminal.ts';
import { checkTopicTerms } from './compose.ts';
import { topicTermsFile } from './data-folder.ts';
import { cores } from './jobs.ts';
import { complain, writeLine } from './output.ts';
import { fetchInto, type Sources, sourcesOf, withTemporaryFolder } from './sources.ts';
import { withRunReport } from './with-run-report.ts';

export const inspect = async (
  given: string[],
  {
    jobs = cores(),
    report,
    explain = false,
    ...sources
  }: Sources & { jobs?: number; report?: string; explain?: boolean },
): Promise<number> => {
  const { paths, ...addresses } = await sourcesOf(given, sources);
  if (given.length === 0 && sources.from === undefined) {
    complain('错误：请给出要读的文件、文件夹或网址；见 zhengsou inspect --help');
    return 1;
  }
  const config = loadConfig();
  await checkTopicTerms(config);
  const topicTerms = topicTermsFile(config);
  const parser = createParsePool({ jobs, settings: { originals: null, keep: false, topicTerms, explain } });
  try {
    const summary = await withRunReport(report, (record) =>
      // Nothing is kept of what is only looked at.
      withTemporaryFolder(async (folder) => {
        const fetched = await fetchInto(folder, addresses, process.stderr);
        const show = (understood: object) => writeLine(JSON.stringify(understood));
        return await runInspect(paths, fetched, parser, show, record);
      }),
    );
    complain(harmless(describeFailures(summary)));
    return exitCodeOf(summary);
  } finally {
    parser.close();
  }
};
