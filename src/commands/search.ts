import { loadConfig } from '../config.ts';
import { connectIndex } from '../connect.ts';
import { createLog } from '../log.ts';
import { createQueries } from '../queries/create-queries.ts';
import { FILTER_PARAMETERS, parseSearchRequest } from '../queries/request.ts';
import { formatAnswer } from '../terminal.ts';
import { createLexicon } from '../text/lexicon.ts';
import { withEngine } from './compose.ts';
import { complain, print } from './output.ts';

export const search = async (
  words: string[],
  options: {
    mode: string;
    sort: string;
    page: string;
    pageSize: string;
    filter: readonly string[];
    synonyms?: boolean;
    byReport?: boolean;
    hideRepeated?: boolean;
    json?: boolean;
  },
): Promise<number> => {
  const mistyped = words.find((word) => /^--[a-z]/.test(word));
  if (mistyped !== undefined) {
    complain(`错误：没有选项 ${mistyped}；见 zhengsou search --help`);
    return 1;
  }
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const params = new URLSearchParams({
    q: words.join(' '),
    mode: options.mode,
    sort: options.sort,
    page: options.page,
    pageSize: options.pageSize,
    synonyms: options.synonyms ? '1' : '0',
    group: options.byReport ? 'report' : 'none',
    repeated: options.hideRepeated ? 'hide' : 'show',
  });
  for (const given of options.filter) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/su.exec(given) ?? [];
    if (!(FILTER_PARAMETERS as readonly string[]).includes(name)) {
      complain(`错误：--filter ${given} 写作 名称=值，名称可以是 ${FILTER_PARAMETERS.join('、')}`);
      return 1;
    }
    params.append(name, value);
  }
  const request = parseSearchRequest(params);
  const { answer, nodes, answering } = await withEngine(config, log, async (engine) => {
    const index = connectIndex(engine);
    const found = await createQueries(index, createLexicon(config.dataFolder)).search(request);
    return { answer: found, ...index.presence() };
  });
  if (answering < nodes)
    complain(`结果不全：${nodes} 个搜索引擎节点中只有 ${answering} 个有回应，其余的报告不在结果和计数里`);
  print(options.json ? JSON.stringify(answer) : formatAnswer(answer));
  return 0;
};
