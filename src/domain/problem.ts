import { type Fault, wordFault } from './faults/fault.ts';

/** A request that cannot be answered as put: names the parameter and the way out. Becomes a 400. */
export class InvalidRequest extends Error {
  override name = 'InvalidRequest';
  constructor(
    /** Name of the parameter as in the URL. */
    readonly parameter: string,
    /** What is wrong and what to do; the message is its Chinese wording. */
    readonly fault: Fault,
  ) {
    super(wordFault(fault, 'zh'));
  }
}

/** The engine is away or not ready; the same request may succeed later. Becomes a 503 with Retry-After. */
export class EngineUnavailable extends Error {
  override name = 'EngineUnavailable';
  constructor(
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super(wordFault(fault, 'zh'), options);
  }
}
