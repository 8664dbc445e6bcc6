import sax from 'sax';
import type { NumberingLevel, NumberingList } from './docx-numbering.ts';

/** Walks XML as events. Entities that a document type defines are not expanded, so nothing can be fetched or blown up. */
export const walkXml = (
  xml: string,
  on: {
    open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
    text?: (text: string) => void;
    close?: (name: string) => void;
  },
): void => {
  const parser = sax.parser(true, { trim: false, position: false });
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = (tag) => on.open?.(tag.name, tag.attributes as Record<string, string>);
  parser.ontext = (text) => on.text?.(text);
  parser.oncdata = (text) => on.text?.(text);
  parser.onclosetag = (name) => on.close?.(name);
  parser.write(xml).close();
};

/** What a paragraph says of itself, or takes from its style. */
export interface ParagraphShape {
  /** 0-based, as OOXML counts; 9 is body text. */
  outline?: number;
  listId?: string;
  listLevel?: number;
  /** Its text is not shown. */
  hidden?: boolean;
}

/** Styles are based on a few others; a circle of them ends here too. */
const DEEPEST = 50;

const HEADING_NAME = /^(?:heading|标题)\s*([1-9])$/i;

/** Paragraph styles by id, with what they inherit filled in. */
export const readStyles = (xml: string | undefined): ReadonlyMap<string, ParagraphShape> => {
  const own = new Map<string, ParagraphShape & { basedOn?: string }>();
  let current: (ParagraphShape & { basedOn?: string }) | undefined;
  if (xml) {
    walkXml(xml, {
      open: (name, attributes) => {
        const value = attributes['w:val'] ?? '';
        if (name === 'w:style') {
          current = {};
          own.set(attributes['w:styleId'] ?? '', current);
        }
        if (!current) return;
        if (name === 'w:basedOn') current.basedOn = value;
        if (name === 'w:name') {
          const level = HEADING_NAME.exec(value)?.[1];
          if (level) current.outline ??= Number(level) - 1;
        }
        if (name === 'w:vanish') current.hidden = !/^(?:0|false|off)$/u.test(value);
        if (name === 'w:outlineLvl') current.outline = Number(value);
        if (name === 'w:numId') current.listId = value;
        if (name === 'w:ilvl') current.listLevel = Number(value);
      },
      close: (name) => {
        if (name === 'w:style') current = undefined;
      },
    });
  }
  const resolve = (id: string): ParagraphShape => {
    let shape: ParagraphShape = {};
    let next: string | undefined = id;
    for (let depth = 0; next !== undefined && depth < DEEPEST; depth++) {
      const { basedOn, ...stated }: ParagraphShape & { basedOn?: string } = own.get(next) ?? {};
      shape = { ...stated, ...shape };
      next = basedOn;
    }
    return shape;
  };
  return new Map([...own.keys()].map((id) => [id, resolve(id)]));
};

/** Lists by id. */
export const readNumbering = (xml: string | undefined): ReadonlyMap<string, NumberingList> => {
  const abstracts = new Map<string, Map<number, NumberingLevel>>();
  const lists = new Map<
    string,
    { abstractId: string; restarts: Map<number, number>; overrides: Map<number, NumberingLevel> }
  >();
  let abstractId = '';
  let listId = '';
  let level = 0;
  let shape = { format: 'decimal', text: '', start: 1 };
  if (xml) {
    walkXml(xml, {
      open: (name, attributes) => {
        const value = attributes['w:val'] ?? '';
        if (name === 'w:abstractNum') {
          abstractId = attributes['w:abstractNumId'] ?? '';
          abstracts.set(abstractId, new Map());
        } else if (name === 'w:num') {
          listId = attributes['w:numId'] ?? '';
          lists.set(listId, { abstractId: '', restarts: new Map(), overrides: new Map() });
        } else if (name === 'w:abstractNumId') {
          const list = lists.get(listId);
          if (list) list.abstractId = value;
        } else if (name === 'w:lvl' || name === 'w:lvlOverride') {
          level = Number(attributes['w:ilvl'] ?? 0);
          shape = { format: 'decimal', text: '', start: 1 };
        } else if (name === 'w:start') shape.start = Number(value);
        else if (name === 'w:numFmt') shape.format = value;
        else if (name === 'w:lvlText') shape.text = value;
        else if (name === 'w:startOverride') lists.get(listId)?.restarts.set(level, Number(value));
      },
      close: (name) => {
        if (name === 'w:lvl')
          (listId ? lists.get(listId)?.overrides : abstracts.get(abstractId))?.set(level, shape);
        if (name === 'w:num') listId = '';
      },
    });
  }
  return new Map(
    [...lists].map(([id, list]) => [
      id,
      {
        abstractId: list.abstractId,
        restarts: list.restarts,
        levels: new Map([...(abstracts.get(list.abstractId) ?? []), ...list.overrides]),
      },
    ]),
  );
};
