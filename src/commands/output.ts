export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
export const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Writes a line and waits while the reader of a pipe is slow, so that memory stays flat. */
export const writeLine = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve));
};
