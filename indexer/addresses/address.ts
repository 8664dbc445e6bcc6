import { FetchFailure } from './failure.ts';

/** Is this argument an address rather than a path? */
export const isAddress = (given: string): boolean => /^https?:\/\//iu.test(given);

/** An address longer than this is no page anyone published. */
const MAX_LENGTH = 2_000;

/**
 * The address as it is asked for: normalised, without fragment.
 * @throws {FetchFailure} for anything but http(s), and for one that carries a user name or password.
 */
export const parseAddress = (given: string, base?: URL): URL => {
  if (given.length > MAX_LENGTH) throw new FetchFailure(`地址超过 ${MAX_LENGTH} 个字符`);
  const url = URL.canParse(given, base?.href) ? new URL(given, base) : null;
  if (!url) throw new FetchFailure(`不是合法的网址：${given}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchFailure(`只抓取 http 和 https 网址，不抓取 ${url.protocol}`);
  // They would be kept in the index and shown to every reader.
  if (url.username !== '' || url.password !== '')
    throw new FetchFailure('网址里带有用户名或密码，不抓取；请去掉');
  url.hash = '';
  return url;
};

/**
 * Where a redirect leads. Its port must be the usual one or the one typed: a page must not send us knocking at other services.
 * @throws {FetchFailure} as parseAddress.
 */
export const parseRedirect = (location: string, from: URL, typed: URL, anyPort: boolean): URL => {
  const url = parseAddress(location, from);
  if (!anyPort && url.port !== '' && url.port !== typed.port)
    throw new FetchFailure(`被转到不寻常的端口 ${url.port}，不跟随：${url.href}`);
  return url;
};
