/** What the scanner sees in a search box, before any meaning. Positions are not kept: messages quote the text. */
export type QueryToken =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly quoted: boolean;
      /** The quotation mark that it begins with is not closed. */
      readonly open: boolean;
      readonly negated: boolean;
      /** What stands between braces right behind it: 3 in `a{3}`. */
      readonly times: number | null;
    }
  | { readonly kind: 'field'; readonly name: string; readonly value: string; readonly negated: boolean }
  | { readonly kind: 'or' }
  | { readonly kind: 'near' };

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '＂': '＂',
  '“': '”',
  '”': '”',
  '„': '”',
  '「': '」',
  '『': '』',
};
const OR_MARKS = /[|｜]/;
const NEAR_MARKS = /[~～∼〜]/;
const MINUS = /[-－−]/;
const SPACE = /\s/;
const FIELD = /^([\p{L}]{2,12})[:：](.*)$/su;
const TIMES = /[{｛]([0-9０-９]{1,4})[}｝]/u;
const TIMES_AT_END = new RegExp(`^(.+)${TIMES.source}$`, 'su');
const TIMES_AT_BEGIN = new RegExp(`^${TIMES.source}`, 'u');

const toTimes = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits.normalize('NFKC'));

/**
 * Cuts the input at white space, at `|` and at a `~` that stands apart (5~10年 is text), keeping quoted text whole. A quotation
 * mark opens a phrase only where a term begins (学习“二十大”精神 is one term); an unclosed one runs to the end, as it does while
 * somebody is still typing.
 */
export const scanQuery = (input: string, isField: (name: string) => boolean): QueryToken[] => {
  const tokens: QueryToken[] = [];
  let at = 0;

  let open = false;
  const readQuoted = (): string => {
    const close = CLOSING[input.charAt(at)] ?? '"';
    const from = at + 1;
    let end = input.indexOf(close, from);
    // “…" mixes do occur when an input method switches half way.
    if (end < 0 && close === '”') end = input.indexOf('"', from);
    open = end < 0;
    if (end < 0) end = input.length;
    at = Math.min(input.length, end + 1);
    return input.slice(from, end);
  };

  const isFieldName = (name: string | undefined): boolean => name !== undefined && isField(name);

  /** A `~` behind a term joins it to the next only if it ends there: 年份:2021~ is a range. */
  const isNearAfter = (from: number): boolean => {
    const next = input.charAt(at + 1);
    return (
      NEAR_MARKS.test(input.charAt(at)) &&
      (next === '' || SPACE.test(next) || CLOSING[next] !== undefined) &&
      !isFieldName(FIELD.exec(input.slice(from, at))?.[1])
    );
  };

  const readTimes = (): number | null => {
    const [whole, digits] = TIMES_AT_BEGIN.exec(input.slice(at, at + 6)) ?? [];
    at += whole?.length ?? 0;
    return toTimes(digits);
  };

  const readBare = (): string => {
    const from = at;
    while (
      at < input.length &&
      !SPACE.test(input.charAt(at)) &&
      !OR_MARKS.test(input.charAt(at)) &&
      !(at > from && isNearAfter(from))
    ) {
      at++;
      // The value of a field may be quoted: 机构:"甲 乙".
      if (/[:：]/.test(input.charAt(at - 1)) && CLOSING[input.charAt(at)] !== undefined) {
        if (isField(input.slice(from, at - 1))) {
          const head = input.slice(from, at);
          return head + readQuoted();
        }
      }
    }
    return input.slice(from, at);
  };

  while (at < input.length) {
    const character = input.charAt(at);
    if (SPACE.test(character)) {
      at++;
      continue;
    }
    if (OR_MARKS.test(character)) {
      tokens.push({ kind: 'or' });
      at++;
      continue;
    }
    if (NEAR_MARKS.test(character)) {
      tokens.push({ kind: 'near' });
      at++;
      continue;
    }
    const negated = MINUS.test(character) && at + 1 < input.length && !SPACE.test(input.charAt(at + 1));
    if (negated) at++;
    if (CLOSING[input.charAt(at)] !== undefined) {
      const text = readQuoted();
      tokens.push({ kind: 'text', text, quoted: true, open, negated, times: readTimes() });
      continue;
    }
    const bare = readBare();
    const field = FIELD.exec(bare);
    if (field?.[1] !== undefined && isField(field[1])) {
      tokens.push({ kind: 'field', name: field[1], value: field[2] ?? '', negated });
      continue;
    }
    const [, text = bare, digits] = TIMES_AT_END.exec(bare) ?? [];
    tokens.push({ kind: 'text', text, quoted: false, open: false, negated, times: toTimes(digits) });
  }
  return tokens;
};

/** Is a phrase begun that nothing ends? Where it begins a filter's value the field tells. */
export const hasOpenQuote = (input: string): boolean =>
  scanQuery(input, () => false).some((token) => token.kind === 'text' && token.open);
