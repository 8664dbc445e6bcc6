import { loadConfig } from '../config.ts';
import { createClient } from '../engine/client.ts';
import type { Engine } from '../engine/engine.ts';
import { createLog } from '../log.ts';
import { createQueries } from '../queries/create-queries.ts';
import type { Queries } from '../queries/queries.ts';
import { parseSearchRequest } from '../queries/request.ts';
import { createSearchIndex } from '../search/meilisearch/search-index.ts';
import { formatAnswer } from '../terminal.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { lexiconFor, withEngine } from './compose.ts';
import { complain, print } from './output.ts';

const queriesOver = (engine: Engine, lexicon: Lexicon): Queries =>
  createQueries(createSearchIndex(createClient(engine.url, engine.searchKey)), lexicon);

export const search = async (
  words: string[],
  options: { mode: string; page: string; json?: boolean },
): Promise<number> => {
  const mistyped = words.find((word) => /^--[a-z]/.test(word));
  if (mistyped !== undefined) {
    complain(`错误：没有选项 ${mistyped}；见 zhengsou search --help`);
    return 1;
  }
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const request = parseSearchRequest(
    new URLSearchParams({ q: words.join(' '), mode: options.mode, page: options.page, pageSize: '10' }),
  );
  const answer = await withEngine(config, log, (engine) =>
    queriesOver(engine, lexiconFor(config)).search(request),
  );
  print(options.json ? JSON.stringify(answer) : formatAnswer(answer));
  return 0;
};
