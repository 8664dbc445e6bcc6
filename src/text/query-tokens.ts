/** What the scanner sees in a search box, before any meaning. Positions are not kept: messages quote the text. */
export type QueryToken =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean; readonly negated: boolean }
  | { readonly kind: 'field'; readonly name: string; readonly value: string; readonly negated: boolean }
  | { readonly kind: 'or' };

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
const MINUS = /[-－−]/;
const SPACE = /\s/;
const FIELD = /^([\p{L}]{2,12})[:：](.*)$/su;

/**
 * Cuts the input at white space and at `|`, keeping quoted text whole. A quotation mark opens a phrase only where a term
 * begins (学习“二十大”精神 is one term); an unclosed one runs to the end, as it does while somebody is still typing.
 */
export const scanQuery = (input: string, isField: (name: string) => boolean): QueryToken[] => {
  const tokens: QueryToken[] = [];
  let at = 0;

  const readQuoted = (): string => {
    const close = CLOSING[input.charAt(at)] ?? '"';
    const from = at + 1;
    let end = input.indexOf(close, from);
    // “…" mixes do occur when an input method switches half way.
    if (end < 0 && close === '”') end = input.indexOf('"', from);
    if (end < 0) end = input.length;
    at = Math.min(input.length, end + 1);
    return input.slice(from, end);
  };

  const readBare = (): string => {
    const from = at;
    while (at < input.length && !SPACE.test(input.charAt(at)) && !OR_MARKS.test(input.charAt(at))) {
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
    const negated = MINUS.test(character) && at + 1 < input.length && !SPACE.test(input.charAt(at + 1));
    if (negated) at++;
    if (CLOSING[input.charAt(at)] !== undefined) {
      tokens.push({ kind: 'text', text: readQuoted(), quoted: true, negated });
      continue;
    }
    const bare = readBare();
    const field = FIELD.exec(bare);
    if (field?.[1] !== undefined && isField(field[1]))
      tokens.push({ kind: 'field', name: field[1], value: field[2] ?? '', negated });
    else tokens.push({ kind: 'text', text: bare, quoted: false, negated });
  }
  return tokens;
};
