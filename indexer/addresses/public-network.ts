import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { FetchFailure } from './failure.ts';

/** All of IPv6 that is given out for the public internet (RFC 4291, IANA); the rest is special, now or later. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Is this IP address one of the public internet? Loopback, private, link-local, carrier-grade NAT, multicast, reserved ranges
 * and IPv6 forms that wrap an IPv4 address are not.
 */
export const isPublic = (ip: string): boolean => {
  if (!ipaddr.isValid(ip)) return false;
  // An IPv4-mapped IPv6 address is judged as the IPv4 address it is.
  const address = ipaddr.process(ip);
  if (address.range() !== 'unicast') return false;
  return !(address instanceof ipaddr.IPv6) || address.match(GLOBAL_IPV6);
};

const refuse = (host: string, ip: string): FetchFailure =>
  new FetchFailure(
    host === ip
      ? `${ip} 不是公网地址，不抓取；确有需要请加 --allow-private`
      : `${host} 指向 ${ip}，不是公网地址，不抓取；确有需要请加 --allow-private`,
  );

export interface ConnectOptions {
  readonly timeoutMs: number;
  /** Which IP addresses may be connected to. */
  readonly permits: (ip: string) => boolean;
  /** In place of the system's. */
  readonly lookup?: LookupFunction;
}

/**
 * Opens connections to permitted addresses only. A name is looked up once, as part of connecting: the addresses that were
 * checked are the ones connected to, so a name server that answers differently the next time gains nothing.
 */
export const createCheckedConnector = ({
  timeoutMs,
  permits,
  lookup = systemLookup,
}: ConnectOptions): buildConnector.connector => {
  const lookupPermitted: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const addresses = Array.isArray(found) ? found : [];
      const other = addresses.find(({ address }) => !permits(address));
      // One private address among public ones is no mistake anybody makes with a public site.
      if (other) return done(refuse(hostname, other.address), []);
      const first = addresses[0];
      if (!first) return done(Object.assign(new Error(hostname), { code: 'ENOTFOUND' }), []);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ timeout: timeoutMs, lookup: lookupPermitted });
  return (options, callback) => {
    // An address written as numbers is never looked up. URL has already brought it to its usual form.
    const host = options.hostname.replace(/^\[|\]$/gu, '');
    if (isIP(host) !== 0 && !permits(host)) return callback(refuse(host, host), null);
    return connect(options, callback);
  };
};
