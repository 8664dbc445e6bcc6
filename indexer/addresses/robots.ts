import robotsParser from 'robots-parser';
import { parseRedirect } from './address.ts';
import { FetchFailure } from './failure.ts';
import type { FetchLimits } from './limits.ts';
import { type createPacing, withRetries } from './pacing.ts';
import type { WebClient } from './web-client.ts';

/** What a site asks of us. */
export interface SiteRules {
  allows(url: URL): boolean;
  /** Between two requests. */
  readonly pauseMs: number;
}

/** RFC 9309: at least so much is read; what comes after does not count. Bytes. */
const MAX_BYTES = 500 * 1024;
/** RFC 9309: at least so many are followed; what lies behind more counts as absent. */
const MAX_REDIRECTS = 5;
/** The name that robots.txt files know us by. */
const TOKEN = 'zhengsou';

/** Its types speak of a default export; the module itself is the function. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

const readText = async (content: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MAX_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES).toString('utf8');
};

/** Reads each site's robots.txt once, as RFC 9309 says: none means all is allowed, one that cannot be had means nothing is. */
export const createRobots = (
  client: WebClient,
  pace: ReturnType<typeof createPacing>,
  limits: FetchLimits,
  allowPrivate: boolean,
) => {
  const sites = new Map<string, Promise<SiteRules>>();

  const fetchText = async (site: URL): Promise<string> => {
    let url = new URL('/robots.txt', site);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const asked = url;
      const answer = await pace(url.hostname, limits.pauseMs, () =>
        withRetries(() => client.get(asked, {}, readText), limits),
      );
      if ('content' in answer) return answer.content;
      if (!('redirect' in answer)) return '';
      url = parseRedirect(answer.redirect, url, site, allowPrivate);
    }
    return '';
  };

  const read = async (site: URL): Promise<SiteRules> => {
    let text = '';
    try {
      text = await fetchText(site);
    } catch (error) {
      // A site that cannot be reached says so better itself.
      if (!(error instanceof FetchFailure) || error.status === null) throw error;
      // 4xx: the site has no rules. Otherwise it may have some that we cannot see now.
      if (error.status >= 500 || error.status === 429)
        throw new FetchFailure(`取不到网站的 robots.txt，按规矩不抓取：${error.message}`, { cause: error });
    }
    const rules = parseRobots(new URL('/robots.txt', site).href, text);
    const asked = (rules.getCrawlDelay(TOKEN) ?? 0) * 1000;
    return {
      allows: (url) => rules.isAllowed(url.href, TOKEN) ?? true,
      pauseMs: Math.min(Math.max(limits.pauseMs, Number.isFinite(asked) ? asked : 0), limits.longestPauseMs),
    };
  };

  return (url: URL): Promise<SiteRules> => {
    const known = sites.get(url.origin);
    if (known) return known;
    const rules = read(url);
    sites.set(url.origin, rules);
    return rules;
  };
};
