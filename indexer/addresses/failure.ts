/** An address that could not be fetched, with a sentence for people. */
export class FetchFailure extends Error {
  override name = 'FetchFailure';
  /** The HTTP status that said no, if it came to one. */
  readonly status: number | null;
  /** True where another attempt may go better. */
  readonly transient: boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly waitMs: number | null;

  constructor(
    reason: string,
    options: {
      cause?: unknown;
      status?: number | null;
      transient?: boolean;
      waitMs?: number | null;
    } = {},
  ) {
    super(reason, { cause: options.cause });
    this.status = options.status ?? null;
    this.transient = options.transient ?? false;
    this.waitMs = options.waitMs ?? null;
  }
}

const CAUSES: readonly (readonly [RegExp, string, boolean])[] = [
  [/^ENOTFOUND$/, '域名不存在，解析不到', false],
  [/^EAI_/, '域名解析暂时失败，请检查网络', true],
  [/^ECONNREFUSED$/, '对方拒绝连接，该端口上没有网站', true],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, '对方中断了连接', true],
  [/^(?:UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, '连接超时', true],
  [/^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/, '对方太久没有回应', true],
  [/^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/, '到不了这个网络', true],
  [/^CERT_HAS_EXPIRED$/, 'TLS 证书已过期', false],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'TLS 证书不是发给这个域名的', false],
  [/CERT|SELF_SIGNED|UNABLE_TO_/, 'TLS 证书无法验证', false],
  [/^(?:ERR_SSL_|EPROTO)/, 'TLS 连接建立不起来', false],
  [
    /^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/,
    '对方的回应不合 HTTP 规矩',
    false,
  ],
  [/^(?:Z_|ERR_BROTLI|ERR__ERROR_FORMAT)/, '压缩的内容损坏，解不开', false],
];

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.name === 'HTTPParserError') return error.name;
  // Several addresses of one host, each refused: Node gathers them under one error.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : codeOf(error.cause);
};

/** What an error of the network, of TLS or of the HTTP parser means. */
export const explainNetwork = (error: unknown): FetchFailure => {
  if (error instanceof FetchFailure) return error;
  if (error instanceof Error && error.cause instanceof FetchFailure) return error.cause;
  const code = codeOf(error);
  const known = CAUSES.find(([pattern]) => pattern.test(code));
  const said = code || (error instanceof Error ? error.message : String(error));
  return new FetchFailure(known ? `${known[1]}（${said}）` : `抓取失败：${said}`, {
    cause: error,
    transient: known?.[2] ?? false,
  });
};

/** Does the server say that there is nothing at this address any more? */
export const isGone = (failure: FetchFailure): boolean => failure.status === 404 || failure.status === 410;

const saidBy = (status: number): string => {
  if (status === 404 || status === 410) return `网站上没有这个页面（HTTP ${status}）`;
  if (status === 401 || status === 403 || status === 407)
    return `网站不许访问（HTTP ${status}）；可在浏览器中打开后另存，再收录文件`;
  if (status === 429) return '网站嫌请求太多（HTTP 429）';
  return `网站答复 HTTP ${status}，没有给出内容`;
};

/** Passing states of a server or of what stands before it. */
const TRANSIENT = new Set([429, 502, 503, 504]);

/** What a status that is neither content nor a redirect means. */
export const explainStatus = (status: number, waitMs: number | null): FetchFailure =>
  new FetchFailure(saidBy(status), { status, transient: TRANSIENT.has(status), waitMs });
