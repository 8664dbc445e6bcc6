import { loadConfig } from '../config.ts';
import { connectIndex } from '../connect.ts';
import { hasWaitingWrites } from '../connect-writer.ts';
import { createLog } from '../log.ts';
import { withEngine } from './compose.ts';
import { print } from './output.ts';

export const status = async (options: { json?: boolean }): Promise<number> => {
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const facts = await withEngine(config, log, async (engine) => {
    const searchIndex = connectIndex(engine);
    const state = await searchIndex.state();
    const totals = state ? await searchIndex.totals() : null;
    return {
      engine: { urls: engine.urls, startedHere: engine.owned },
      nodes: searchIndex.presence().nodes,
      answering: searchIndex.presence().answering,
      dataFolder: config.dataFolder,
      waiting: hasWaitingWrites(config),
      reports: totals?.reports ?? 0,
      paragraphs: totals?.paragraphs ?? 0,
      characters: totals?.characters ?? 0,
      sample: totals?.sample ?? false,
      lastChange: state?.changedAt ?? null,
      loading: state?.loading ?? false,
      version: state?.version ?? 0,
    };
  });
  if (options.json) print(JSON.stringify(facts));
  else
    print(
      [
        `引擎      ${facts.engine.urls.join('、')}${facts.engine.startedHere ? '（本次启动）' : '（已在运行）'}`,
        ...(facts.answering < facts.nodes
          ? [
              `节点      ${facts.nodes} 个里 ${facts.answering} 个有回应：下面的数不全，没有回应的节点恢复后自会补上`,
            ]
          : []),
        `数据      ${facts.dataFolder}${facts.waiting ? '（waiting 里有要补给节点的内容：运行 zhengsou index）' : ''}`,
        `收录      ${facts.reports} 份报告 · ${facts.paragraphs} 段 · ${facts.characters} 字${facts.sample ? '（内置示例）' : ''}`,
        `上次变更  ${facts.lastChange ?? '还没有收录'}${facts.loading ? '（有一次收录正在进行或曾中断，再运行一次 zhengsou index 即可补全）' : ''}`,
      ].join('\n'),
    );
  return 0;
};
