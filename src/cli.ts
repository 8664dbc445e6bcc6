import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { complain } from './commands/output.ts';
import { MODES, SORTS } from './domain/query.ts';

/*
 * The program: its commands and their options, and what an error becomes. Each command is put together in src/commands, and
 * loaded when it is asked for: all of them take 0.5 s. Nothing imports it.
 */

const toPort = (value: string): number => {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('端口应当是 0 到 65535 之间的整数');
  return Number(value);
};

const toJobs = (value: string): number => {
  if (!/^\d{1,2}$/.test(value) || Number(value) < 1 || Number(value) > 64)
    throw new InvalidArgumentError('进程数应当是 1 到 64 之间的整数');
  return Number(value);
};

const program = new Command('zhengsou')
  .description('政搜：中国政府工作报告的段落检索')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });
let exitCode = 0;
const run =
  <A extends unknown[]>(load: () => Promise<(...args: A) => Promise<number>>) =>
  async (...args: A): Promise<void> => {
    const command = await load();
    exitCode = await command(...args);
  };

program
  .command('index')
  .description('读取路径下的全部报告并收录；未变的跳过，变动的整份替换')
  .argument('[path...]', '文件、文件夹或 http(s) 网址；什么都不给时只重建词典或版本变动后过时的报告')
  .option('--from <file>', '网址清单，每行一个，# 开头为注释')
  .option('--allow-private', '也抓取本机和内网的网址')
  .option('--sample', '收录内置的示例报告（虚构地名），不需要路径')
  .option('--prune', '移除这些路径下已不存在、或这些网址上已撤下（404、410）的报告')
  .option('--rebuild', '不管版本，全部由保存的原件重做，做好后一次换上；其间检索照常')
  .option('--drop-lost', '重建时，舍弃原件读不出、旧段落也不能沿用的报告')
  .option('--dry-run', '只列出会新收录、更新、移除和跳过哪些报告，不改动任何内容')
  .option('--jobs <n>', '同时解析文件的进程数（默认比处理器少一个，至多 4 个）', toJobs)
  .option('--report <file>', '把每份报告的结果、提醒和失败原因逐行写成 JSON（jsonl）')
  .option('--json', '以 JSON 输出结果，供程序读取')
  .action(run(async () => (await import('./commands/index.ts')).index));
program
  .command('inspect')
  .description('不用引擎：每份报告输出一行 JSON {report, paragraphs, warnings}')
  .argument('[path...]', '文件、文件夹或 http(s) 网址')
  .option('--from <file>', '网址清单，每行一个，# 开头为注释')
  .option('--allow-private', '也抓取本机和内网的网址')
  .option('--jobs <n>', '同时解析文件的进程数（默认与处理器同数，至多 4 个）', toJobs)
  .option('--explain', '每段另列出哪些词、各多少分定了主题，哪个标题或哪些字定了环节和年份')
  .option('--report <file>', '把每份报告的结果、提醒和失败原因逐行写成 JSON（jsonl）')
  .action(run(async () => (await import('./commands/inspect.ts')).inspect));
program
  .command('serve')
  .description('启动网页和接口')
  .option('--port <port>', '端口（默认 3000）', toPort)
  .option('--host <host>', '监听地址（默认 127.0.0.1）')
  .option('--sample', '索引为空时先载入内置的示例报告')
  .action(run(async () => (await import('./commands/serve.ts')).serve));
program
  .command('search')
  .description('在终端里检索')
  .argument('<query...>', '检索词；写法与网页相同，-词 表示排除')
  // An exclusion looks like an option.
  .allowUnknownOption()
  .addOption(new Option('--mode <mode>', '精确或智能').choices([...MODES]).default('exact'))
  .option('--synonyms', '别的说法也算（垃圾分类，也算分类投放）')
  .addOption(new Option('--sort <sort>', '排序：相关度、最新、最早').choices([...SORTS]).default('relevance'))
  .option('--by-report', '每份报告只列一段')
  .option('--hide-repeated', '略去照搬往年的段落')
  .option(
    '--filter <name=value>',
    '筛选，可给几个，名称与接口的参数相同，例如 --filter level=街道乡镇 --filter publishedFrom=2023-01-01',
    (given: string, all: readonly string[]) => [...all, given],
    [] as readonly string[],
  )
  .option('--page <page>', '第几页', '1')
  .option('--page-size <size>', '每页几段', '10')
  .option('--json', '以 JSON 输出')
  .action(run(async () => (await import('./commands/search.ts')).search));
program
  .command('status')
  .description('引擎、索引大小、上次收录')
  .option('--json', '以 JSON 输出')
  .action(run(async () => (await import('./commands/status.ts')).status));
program
  .command('keys')
  .description('换掉服务和收录所用的密钥；正在运行的服务自己换上新的')
  .option('--rotate', '造新的检索密钥和写入密钥，吊销旧的')
  .action(run(async () => (await import('./commands/keys.ts')).keys));
program
  .command('backup')
  .description('把收录的全部内容（索引、原件、词典）备份到一个新文件夹；检索照常')
  .argument('<folder>', '新的或空的文件夹')
  .action(run(async () => (await import('./commands/backup.ts')).backup));
program
  .command('restore')
  .description('把备份恢复到一个空的数据文件夹')
  .argument('<folder>', 'zhengsou backup 做的文件夹')
  .action(run(async () => (await import('./commands/backup.ts')).restore));

try {
  await program.parseAsync();
  process.exitCode = exitCode;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
  else {
    const { isDiskFull, isExplained, sayOf } = await import('./commands/explained-errors.ts');
    complain(
      isExplained(error)
        ? sayOf(error)
        : isDiskFull(error)
          ? `磁盘已满：${error.message}。腾出空间后再运行一次，已收录的不受影响。 The disk is full.`
          : `意外的错误：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = 1;
  }
}
