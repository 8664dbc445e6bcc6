import { z } from 'zod';
import { DOC_TYPES, webAddressSchema, yearSchema } from '../../src/domain/report.ts';
import { parseDate } from '../metadata/dates.ts';
import { ReadError, type StatedMetadata } from '../reader.ts';

/** What a row, a sidecar or the head of a markdown file says of one report. */
export interface StatedRow {
  /** The text of the report, where the row holds it. */
  readonly text?: string;
  /** The file that the row is about, as written. */
  readonly file?: string;
  readonly stated: StatedMetadata;
  /** A sentence each, about values that were not taken. */
  readonly warnings: readonly string[];
  /** Columns that mean nothing to us. */
  readonly unknown: readonly string[];
}

/** A row with a value that cannot be right. */
export class InvalidRow extends ReadError {
  override name = 'InvalidRow';
  /** The file that the row is about, unless it holds its text itself. */
  readonly file: string | undefined;
  constructor(message: string, file: string | undefined) {
    super(message);
    this.file = file;
  }
}

type Field = Exclude<keyof StatedMetadata, 'byPage' | 'siteOwner' | 'pageTitle'> | 'text' | 'file';

/** What the owners of collections call their columns, in either language. */
const NAMES: Readonly<Record<Field, string>> = {
  text: 'text 正文 全文 内容 content body fulltext',
  file: 'file 文件 文件名 filename',
  title: 'title 标题 题名 报告标题 报告名称',
  institution: 'institution 机构 发布机构 发文机关 发布单位 发文单位 单位 issuer agency',
  region: 'region 地区 区域 行政区划 所属地区',
  publishedOn:
    'publishedon published 发布日期 发布时间 公开日期 成文日期 日期 date pubdate publishdate publishtime publishedat pubtime releasedate',
  reportYear: 'reportyear year 年份 报告年份 年度',
  docType: 'doctype type 文种 类型 报告类型',
  indexNumber: 'indexnumber 索引号',
  documentNumber: 'documentnumber 文号 发文字号',
  sourceUrl: 'sourceurl url link source 网址 链接 原文网址 原文链接 来源网址 来源 sourcelink pageurl href',
  divisionCode: 'divisioncode 区划代码 行政区划代码',
};

const fieldOf = new Map<string, Field>(
  Object.entries(NAMES).flatMap(([field, names]) => names.split(' ').map((name) => [name, field as Field])),
);

const plain = (name: string): string => name.replace(/^\u{FEFF}|[\s_-]/gu, '').toLowerCase();

/** The field that a column means, whatever its case and however its words are joined. */
export const fieldOfColumn = (column: string): Field | undefined => fieldOf.get(plain(column));

/** Of a title or a name: whatever is longer stands in the wrong column, and would stand on every page. UTF-16 units. */
const MOST_CHARACTERS = 1_000;
const optionalText = z.string().trim().max(MOST_CHARACTERS);
const schema = z.object({
  text: z
    .string()
    .refine((text) => text.trim() !== '', '不能为空')
    .optional(),
  file: optionalText.optional(),
  title: optionalText.optional(),
  institution: optionalText.optional(),
  region: z
    .union([
      z.array(z.string().min(1).max(MOST_CHARACTERS)).max(6),
      optionalText.transform((path) => path.split(/[/>›＞\s]+/u).filter(Boolean)),
    ])
    .optional(),
  publishedOn: optionalText.optional(),
  reportYear: z.preprocess((year) => {
    const digits = typeof year === 'string' ? /^\s*(\d{4})\s*年?(?:度)?\s*$/u.exec(year)?.[1] : undefined;
    return digits === undefined ? year : Number(digits);
  }, yearSchema.optional()),
  docType: optionalText.optional(),
  indexNumber: optionalText.optional(),
  documentNumber: optionalText.optional(),
  sourceUrl: webAddressSchema.optional(),
  divisionCode: z
    .union([z.string(), z.number().transform(String)])
    .pipe(z.string().regex(/^\d{6}/u))
    .transform((code) => code.slice(0, 6))
    .optional(),
});

const REASONS: Readonly<Record<string, string>> = {
  invalid_type: '类型不对',
  invalid_format: '格式不对',
  too_small: '太小',
  too_big: '太长或太大',
};

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** Values that are no error and still mean nothing to us. */
const doubtsOf = ({ publishedOn, docType }: StatedMetadata, column: (field: Field) => string): string[] => [
  ...(publishedOn !== undefined && parseDate(publishedOn) === null
    ? [`${column('publishedOn')}“${publishedOn}”不是完整的日期，没有采用。`]
    : []),
  ...(docType !== undefined && !DOC_TYPES.some((type) => type === docType)
    ? [`${column('docType')}“${docType}”不是 ${DOC_TYPES.join('、')} 之一，没有采用。`]
    : []),
];

/** 来源 is an address to some and an office or a newspaper to others. */
const isNamedSource = (column: string, value: unknown): value is string =>
  /^(?:source|来源)$/u.test(plain(column)) &&
  typeof value === 'string' &&
  value.trim() !== '' &&
  !/^\s*https?:/iu.test(value);
const OFFICE = /(?:人民政府|街道|办事处|[镇乡局厅委]|委员会|办公室|国务院|研究室)$/u;

/** Understands one row. Throws InvalidRow that names the column whose value cannot be right. */
export const readStatedRow = (record: Readonly<Record<string, unknown>>): StatedRow => {
  const values: Partial<Record<Field, unknown>> = {};
  const columns = new Map<Field, string>();
  const unknown: string[] = [];
  let source: { readonly column: string; readonly value: string } | undefined;
  for (const [column, value] of Object.entries(record)) {
    const field = fieldOfColumn(column);
    if (isNamedSource(column, value)) {
      source ??= { column, value };
    } else if (!field) {
      if (!isEmpty(value)) unknown.push(column);
    } else if (!columns.has(field) && (field === 'text' || !isEmpty(value))) {
      columns.set(field, column);
      values[field] = value;
    }
  }
  if (source && !columns.has('institution')) {
    if (OFFICE.test(source.value)) {
      columns.set('institution', source.column);
      values.institution = source.value;
    } else unknown.push(source.column);
  }
  const column = (field: Field): string => columns.get(field) ?? field;
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new InvalidRow(
      parsed.error.issues
        .map(({ path: [field = '整行'], code, message }) => {
          const name = field === '整行' ? field : column(field as Field);
          return `字段 ${name} ${code === 'custom' ? message : (REASONS[code] ?? '不合要求')}`;
        })
        .join('；'),
      values.text === undefined && typeof values.file === 'string' ? values.file.trim() : undefined,
    );
  }
  const { text, file, ...fields } = parsed.data;
  const stated = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as StatedMetadata;
  return {
    ...(text === undefined ? {} : { text }),
    ...(file === undefined ? {} : { file }),
    stated,
    warnings: doubtsOf(stated, column),
    unknown,
  };
};

/** One sentence about columns that mean nothing to us. */
export const describeUnknown = (columns: readonly string[]): string =>
  `不认识的字段没有采用：${columns.join('、')}（可用：${Object.keys(NAMES).join('、')}，或相应的中文列名）。`;
