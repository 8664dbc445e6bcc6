import { createTopicAnnotator } from '../../indexer/annotate/topics.ts';
import type { Parser } from '../../indexer/parse-pool.ts';
import { createParseTask } from '../../indexer/parse-task.ts';
import { createUnderstand } from '../../indexer/understand.ts';

let understand: ReturnType<typeof createUnderstand> | null = null;

/** What parsing processes do, in this one: tests of what comes after need no processes of their own. */
export const createParserHere = (originals: string): Pick<Parser, 'parse'> => {
  understand ??= createUnderstand({ annotateTopics: createTopicAnnotator() });
  const parseTask = createParseTask({ originals, keep: true }, understand);
  return {
    parse: async function* (tasks) {
      for (const task of tasks) {
        yield* parseTask(task);
        yield { finished: task };
      }
    },
  };
};
