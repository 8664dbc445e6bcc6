/** A request that cannot be answered as put: names the parameter and the way out. Becomes a 400. */
export class InvalidRequest extends Error {
  override name = 'InvalidRequest';
  constructor(
    /** Name of the parameter as in the URL. */
    readonly parameter: string,
    /** Chinese first: what is wrong and what to do. */
    message: string,
  ) {
    super(message);
  }
}

/** The engine is away or not ready; the same request may succeed later. Becomes a 503 with Retry-After. */
export class EngineUnavailable extends Error {
  override name = 'EngineUnavailable';
}
