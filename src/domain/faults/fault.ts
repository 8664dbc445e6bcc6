import { en } from './en.ts';
import { zh } from './zh.ts';

/** The languages that faults are worded in. */
export type FaultLang = 'zh' | 'en';

type Details = (typeof zh)['details'];
export type FaultCode = keyof Details;
type ValuesOf<Code extends FaultCode> = Details[Code] extends (
  values: infer Values extends Fault['values'],
) => string
  ? [values: Values]
  : [];

/** What went wrong, before it is worded: a code of the catalogues, and the values that its sentence names. */
export interface Fault {
  readonly code: FaultCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export const fault = <Code extends FaultCode>(code: Code, ...[values]: ValuesOf<Code>): Fault => ({
  code,
  values: values ?? {},
});

export const CATALOGUES: Readonly<Record<FaultLang, typeof zh>> = { zh, en };

/** The sentence for people. */
export const wordFault = ({ code, values }: Fault, lang: FaultLang): string => {
  // `fault` is the only maker, and holds the values to the code.
  const text = CATALOGUES[lang].details[code] as string | ((values: Fault['values']) => string);
  return typeof text === 'string' ? text : text(values);
};

export type FaultStatus = keyof (typeof zh)['titles'];

export const titleOf = (status: FaultStatus, lang: FaultLang): string => CATALOGUES[lang].titles[status];
