import type { InnerFacet } from '../ports.ts';
import { FACET_OF_FIELD, SPAN, valueOfCode } from './in-report.ts';

const [QUOTE, ZERO, END] = ['"', '0', '}'].map((sign) => sign.charCodeAt(0));

/** One facet from its first byte on: its values with the number of their reports, as JSON without braces, and where it ended. */
const countKeys = (bytes: Buffer, from: number, facet: InnerFacet): { counted: string; end: number } => {
  const counts = new Uint32Array(SPAN);
  let at = from;
  while (at < bytes.length && bytes[at] !== END) {
    if (bytes[at++] !== QUOTE) continue;
    let number = 0;
    for (; at < bytes.length && bytes[at] !== QUOTE; at++)
      number = number * 10 + (bytes[at] ?? 0) - (ZERO ?? 0);
    at++;
    const code = number % SPAN;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const counted = [...counts.entries()]
    .filter(([, reports]) => reports > 0)
    .map(([code, reports]) => `"${valueOfCode(facet, code)}":${reports}`)
    .join();
  return { counted, end: at };
};

/**
 * An answer of the engine, where in the given fields each value stands with the number of its reports. Such facets are long (150,000
 * values under a frequent word), so whoever only wants to know how many reports each value has counts them in the bytes, before
 * anything is made of them. A facet is found by its name in quotation marks before a brace, which no text in JSON can contain.
 */
export const countReports = (answer: Buffer, fields: readonly string[]): Buffer => {
  const found = fields
    .flatMap((field) => {
      const facet = FACET_OF_FIELD.get(field);
      const begins = Buffer.from(`"${field}":{`);
      const places: { at: number; facet: InnerFacet }[] = [];
      if (facet)
        for (let at = answer.indexOf(begins); at >= 0; at = answer.indexOf(begins, at + begins.length))
          places.push({ at: at + begins.length, facet });
      return places;
    })
    .sort((a, b) => a.at - b.at);
  const parts: Buffer[] = [];
  let copied = 0;
  for (const { at, facet } of found) {
    const { counted, end } = countKeys(answer, at, facet);
    // Without its braces: those of the facet stay.
    parts.push(answer.subarray(copied, at), Buffer.from(counted));
    copied = end;
  }
  return Buffer.concat([...parts, answer.subarray(copied)]);
};
