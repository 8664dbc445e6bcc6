/** A queue between one that makes and one that takes. Who makes waits while it is full, so that memory stays flat. */
export interface Channel<T> extends AsyncIterable<T> {
  /** Resolves when there is room for another. */
  push(item: T): Promise<void>;
  end(): void;
  /** Whoever takes gets the error after what is still there. */
  fail(error: unknown): void;
}

export const createChannel = <T>(capacity: number): Channel<T> => {
  const items: T[] = [];
  let ended: { readonly error?: unknown } | null = null;
  let wakeTaker: () => void = () => {};
  let wakeMaker: () => void = () => {};
  const end = (how: { readonly error?: unknown }): void => {
    ended ??= how;
    wakeTaker();
  };
  return {
    push: async (item) => {
      items.push(item);
      wakeTaker();
      while (items.length >= capacity)
        await new Promise<void>((resolve) => {
          wakeMaker = resolve;
        });
    },
    end: () => end({}),
    fail: (error) => end({ error }),
    [Symbol.asyncIterator]: async function* () {
      for (;;) {
        const item = items.shift();
        if (item !== undefined) {
          wakeMaker();
          yield item;
        } else if (ended) {
          if ('error' in ended) throw ended.error;
          return;
        } else
          await new Promise<void>((resolve) => {
            wakeTaker = resolve;
          });
      }
    },
  };
};
