import iconv from 'iconv-lite';
import type { RawLine } from '../reader.ts';
import { CELL, createTables } from './doc-tables.ts';
import { type RtfToken, tokensOf } from './rtf-tokens.ts';

/** What a group sets and its end takes back. */
interface State {
  /** Inside something that is no text: a picture, the list of fonts, the instruction of a field. */
  skips: boolean;
  deleted: boolean;
  /** How many signs stand in for a character given by its number, for programs that cannot show it. */
  fallback: number;
  font: number;
  inTable: boolean;
  /** The number of a list, as it was rendered: a tab parts it from the text. */
  inNumber: boolean;
  outline: number | undefined;
  /** The list being read, if any. */
  list: 'fonts' | 'styles' | undefined;
}

/** Groups that hold no text of the report. Those marked with `\*` are left out by that. */
const NO_TEXT = new Set(
  'colortbl info pict header headerl headerr headerf footer footerl footerr footerf nonshppict shprslt fldinst xe tc objdata datafield themedata'.split(
    ' ',
  ),
);
const CODE_PAGES: Readonly<Record<number, string>> = {
  128: 'cp932',
  129: 'cp949',
  134: 'gb18030',
  136: 'cp950',
};
const SIGNS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  tab: '\t',
  line: '\n',
  emspace: ' ',
  enspace: ' ',
};
const DEEPEST = 10_000;

/** Text of RTF as paragraphs and table rows, numbers of lists as the writing program rendered them, notes at the end. Throws RangeError. */
export const readRtf = (bytes: Uint8Array): RawLine[] => {
  const lines: RawLine[] = [];
  const notes: string[] = [];
  const tables = createTables(lines);
  const charsets = new Map<number, number>();
  const outlines = new Map<number, number>();
  let state: State = {
    skips: false,
    deleted: false,
    fallback: 1,
    font: 0,
    inTable: false,
    inNumber: false,
    outline: undefined,
    list: undefined,
  };
  const stack: State[] = [];
  let codePage = 'cp1252';
  let style = 0;
  let text = '';
  let pending: number[] = [];
  let toSkip = 0;
  let starred = false;
  /** Depth and text before, of the note being read. */
  let note: { readonly depth: number; readonly before: string } | undefined;

  const flush = (): void => {
    if (pending.length === 0) return;
    const encoding = CODE_PAGES[charsets.get(state.font) ?? 0] ?? codePage;
    text += iconv.decode(Buffer.from(pending), encoding);
    pending = [];
  };
  const add = (more: string): void => {
    flush();
    if (!state.skips && !state.deleted) text += more;
  };
  const take = (): RawLine[] => {
    flush();
    const clean = text.replace(/^\t+/u, '').replaceAll('\t', ' ');
    text = '';
    const { outline = 9 } = state;
    return clean.split('\n').map((part, i) => ({
      text: part.trim(),
      ...(i === 0 && outline < 9 && part.trim() !== '' ? { outlineLevel: outline + 1 } : {}),
    }));
  };
  const endParagraph = (): void => {
    if (note) add('\n');
    else if (state.inTable) tables.take(take(), '', {});
    else {
      tables.end();
      lines.push(...take());
    }
  };

  const TABLE: Readonly<Record<string, () => void>> = {
    cell: () => tables.take(take(), CELL, {}),
    row: () => tables.take([], '', { rowEnd: true }),
    nestcell: () => tables.take(take(), '', { innerCellEnd: true }),
    nestrow: () => tables.take([], '', { innerRowEnd: true }),
  };

  const beginGroup = (name: string): void => {
    if (name === 'fonttbl') Object.assign(state, { skips: true, list: 'fonts' });
    else if (name === 'stylesheet') Object.assign(state, { skips: true, list: 'styles' });
    else if (name === 'listtext' || name === 'pntext') state.inNumber = true;
    else if (name === 'shptxt') state.skips = false;
    else if (name === 'footnote' && !note) {
      flush();
      state.skips = false;
      note = { depth: stack.length, before: text };
      text = '';
    } else if (NO_TEXT.has(name)) state.skips = true;
  };

  const onWord = (name: string, value: number | undefined): void => {
    if (name === 'ansicpg' && value !== undefined) {
      const known = value === 936 ? 'gb18030' : `cp${value}`;
      if (iconv.encodingExists(known)) codePage = known;
    } else if (name === 'f') {
      flush();
      state.font = value ?? 0;
    } else if (name === 'fcharset' && state.list === 'fonts') charsets.set(state.font, value ?? 0);
    else if (name === 's') {
      style = value ?? 0;
      if (state.list !== 'styles') state.outline = outlines.get(style);
    } else if (name === 'outlinelevel') {
      if (state.list === 'styles') outlines.set(style, value ?? 9);
      else state.outline = value;
    } else if (name === 'uc') state.fallback = Math.min(Math.max(value ?? 1, 0), 100);
    else if (name === 'u' && value !== undefined) {
      add(String.fromCharCode(value & 0xffff));
      toSkip = state.fallback;
    } else if (name === 'deleted') {
      flush();
      state.deleted = value !== 0;
    } else if (name === 'pard') Object.assign(state, { inTable: false, outline: undefined });
    else if (name === 'plain') state.deleted = false;
    else if (name === 'intbl') state.inTable = true;
    else if (SIGNS[name] !== undefined) add(state.inNumber ? '' : (SIGNS[name] ?? ''));
    else if (name === 'nestrow' || (!state.skips && TABLE[name])) TABLE[name]?.();
    else if (!state.skips && (name === 'par' || name === 'sect' || name === 'page')) endParagraph();
    else beginGroup(name);
  };

  const onToken = (token: RtfToken): void => {
    if (token.kind === 'open') {
      flush();
      toSkip = 0;
      if (stack.length >= DEEPEST) throw new RangeError('groups nested too deep');
      stack.push(state);
      state = { ...state };
    } else if (token.kind === 'close') {
      flush();
      toSkip = 0;
      if (note && stack.length === note.depth) {
        notes.push(text);
        text = note.before;
        note = undefined;
      }
      state = stack.pop() ?? state;
    } else if (token.kind === 'byte') {
      if (toSkip > 0) toSkip--;
      else if (!state.skips && !state.deleted) pending.push(token.byte);
    } else if (token.kind === 'sign') {
      if (token.name === '*') starred = true;
      else if (token.name === '~') add(' ');
      else if (token.name === '_') add('-');
    } else {
      // `{\*\word`: whoever does not know the word leaves the group out. Shapes hold their text deeper inside.
      if (starred) state.skips = true;
      starred = false;
      onWord(token.name, token.value);
    }
  };
  for (const token of tokensOf(bytes)) onToken(token);
  if (text !== '' || pending.length > 0) lines.push(...take());
  tables.end();
  for (const one of notes) for (const part of one.split('\n')) lines.push({ text: part.trim() });
  return lines;
};
