import { trimLine } from './fold.ts';

/** 甬海政发〔2024〕5号, however its brackets are written; the year is what tells it from other numbers. */
const NUMBER =
  /[\p{Script=Han}A-Za-z]{0,14}\s*[〔[（(【]\s*((?:19|20)\d{2})\s*[〕\])）】]\s*第?\s*(\d{1,5})\s*号/u;

/** The document number in a text, as written but for white space; null when there is none. */
export const parseDocumentNumber = (text: string): string | null =>
  NUMBER.exec(text)?.[0].replace(/\s/g, '') ?? null;

/** The value of a 文号 field: a number where it is one, null for 无, – and the like. */
export const documentNumberOf = (value: string): string | null =>
  parseDocumentNumber(value) ?? (/\d/.test(value) ? trimLine(value) : null);

const LONGEST = 40;

/** A line that is nothing but the number, as above the title of a printed document. */
export const isDocumentNumberLine = (line: string): boolean => {
  if (line.length > LONGEST) return false;
  const number = parseDocumentNumber(line);
  return number !== null && number.length >= line.replace(/\s/g, '').length - 1;
};
