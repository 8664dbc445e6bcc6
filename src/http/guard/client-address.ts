import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';

/** Tells whether an address belongs to one of the proxies that the operator named. */
export type IsTrusted = (address: string) => boolean;

/** An address, or a range such as `10.0.0.0/8`. */
type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Null where it is neither an address nor a range. */
const toRange = (text: string): Range | null => {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

export const createIsTrusted = (proxies: readonly string[]): IsTrusted => {
  const ranges = proxies.flatMap((proxy) => {
    const range = toRange(proxy);
    return range === null ? [] : [range];
  });
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    // An IPv4 client of a socket that takes both comes as ::ffff:10.0.0.1.
    const address = ipaddr.process(text);
    return ranges.some(([base, bits]) => base.kind() === address.kind() && address.match([base, bits]));
  };
};

/** The other end of the connection; empty where the app is called without one, in tests. */
export const peerAddress = (c: Context): string => {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return '';
  }
};

/**
 * Who asks. `x-forwarded-for` is believed only from a trusted proxy, and only back to the last address that is not one itself:
 * everything left of that the client may have written.
 */
export const clientAddress = (c: Context, isTrusted: IsTrusted): string => {
  const peer = peerAddress(c);
  const hops = [...(c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim()), peer];
  for (const hop of hops.reverse()) if (hop !== '' && !isTrusted(hop)) return hop;
  return peer;
};
