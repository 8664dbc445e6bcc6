import { z } from 'zod';
import { provenanceMapSchema } from './provenance.ts';
import { regionSchema } from './region.ts';

/** Level of government that issued a report. 部门 is a department at any level. */
export const LEVELS = ['国家', '省', '市', '区县', '街道乡镇', '部门'] as const;
export const levelSchema = z.enum(LEVELS);
export type Level = z.infer<typeof levelSchema>;

/** A report with both 总结 and 计划 is 工作总结. */
export const DOC_TYPES = ['工作总结', '工作计划', '政府工作报告', '统计公报', '其他'] as const;
export const docTypeSchema = z.enum(DOC_TYPES);
export type DocType = z.infer<typeof docTypeSchema>;

/** `YYYY-MM-DD`. A date known only by its year is null: never a guess presented as fact. */
export const isoDateSchema = z.iso.date();

export const yearSchema = z.number().int().min(1949).max(2100);

/** Only http(s): anything else could script the page that links it. */
export const webAddressSchema = z.url({ protocol: /^https?$/ });

/** One report as the pipeline understands it; null where the report does not say. */
export const reportSchema = z.object({
  /** Stable across re-indexing: from the source address, or else from the relative path. */
  id: z.string().regex(/^[a-z0-9]{16}$/),
  title: z.string().min(1),
  /** True when the report states no title and this one was composed. */
  titleDerived: z.boolean(),
  /** Full official form, e.g. 宁波市海曙区月湖街道办事处 or 浙江省人民政府. */
  institution: z.string().min(1).nullable(),
  region: regionSchema,
  /** True when the region does not stand in the report and was inferred (from a same-named place's surroundings, say). */
  regionInferred: z.boolean(),
  level: levelSchema.nullable(),
  reportYear: yearSchema.nullable(),
  publishedOn: isoDateSchema.nullable(),
  docType: docTypeSchema,
  indexNumber: z.string().min(1).nullable(),
  documentNumber: z.string().min(1).nullable(),
  sourceUrl: webAddressSchema.nullable(),
  /** Where each value was read and by which words; absent for a value that is null and in reports loaded before it was kept. */
  provenance: provenanceMapSchema.optional(),
  /** Relative to the path given on the command line; for a row of a jsonl file `file.jsonl#12` (1-based line). */
  sourcePath: z.string().min(1),
  /** Of the original bytes, which are kept under this name. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Length of all paragraphs together in Unicode code points: the denominator of every rate. */
  characters: z.number().int().nonnegative(),
});

export type Report = z.infer<typeof reportSchema>;
