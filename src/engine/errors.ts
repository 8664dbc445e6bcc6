/** No engine can be used on this machine as things are: the message names the ways out. */
export class EngineNotFound extends Error {
  override name = 'EngineNotFound';
}

/** An engine was found and did not start or answer: the message holds its last log lines or the address tried. */
export class EngineStartFailed extends Error {
  override name = 'EngineStartFailed';
}

/** Another process works on this data folder and the work cannot be shared. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
  constructor(
    readonly pid: number,
    message: string,
  ) {
    super(message);
  }
}

/** A task that the engine accepted and then failed or cancelled. */
export class TaskFailed extends Error {
  override name = 'TaskFailed';
  constructor(
    message: string,
    readonly task: {
      uid: number;
      type: string;
      /** The engine's error code, such as `invalid_document_id`; null when it was cancelled. */
      code: string | null;
      /** Page that documents the code. */
      link: string | null;
    },
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
