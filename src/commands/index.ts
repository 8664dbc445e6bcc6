import { createParsePool } from '../../indexer/parse-pool.ts';
import { loadConfig } from '../config.ts';
import { originalsFolder, topicTermsFile } from './data-folder.ts';
import { cores } from './jobs.ts';
import type { LoadArguments } from './load-reports.ts';

interface IndexArguments extends LoadArguments {
  readonly jobs?: number;
}

export const index = async (
  given: string[],
  { jobs = Math.max(1, cores() - 1), ...options }: IndexArguments,
): Promise<number> => {
  const config = loadConfig();
  const settings = {
    originals: originalsFolder(config),
    keep: !options.dryRun,
    topicTerms: topicTermsFile(config),
  };
  // Before all that a load needs is read, which takes as long as the parsing process to come up: 0.3 s.
  const parser = createParsePool({ jobs, settings });
  try {
    const { loadReports } = await import('./load-reports.ts');
    return await loadReports(config, parser, given, options);
  } finally {
    parser.close();
  }
};
