import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

const FILES = {
  'zhengsou.css': 'text/css; charset=utf-8',
  'zhengsou.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
} as const;
export type AssetName = keyof typeof FILES;

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  /** Of the content: part of its address, and its ETag. */
  readonly hash: string;
}
export type Assets = Readonly<Record<AssetName, Asset>>;

/** Reads the shipped files once; throws where one is missing, for no page is whole without them. */
export const loadAssets = (): Assets =>
  Object.fromEntries(
    Object.entries(FILES).map(([name, mediaType]) => {
      const body = new Uint8Array(readFileSync(join(packageRoot, 'web', 'assets', name)));
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
      return [name, { body, mediaType, hash }];
    }),
  ) as Assets;

export const isAssetName = (name: string): name is AssetName => Object.hasOwn(FILES, name);

/** The address changes with the content, so that it may be kept for ever. */
export const assetHref = (assets: Assets, name: AssetName): string =>
  `/assets/${name}?v=${assets[name].hash}`;

/** Answers a request for an asset: kept for a year under its hashed address, revalidated under the bare one. */
export const serveAsset = (asset: Asset, request: Request): Response => {
  const etag = `"${asset.hash}"`;
  const isHashed = new URL(request.url).searchParams.get('v') === asset.hash;
  const headers = {
    'content-type': asset.mediaType,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    'x-content-type-options': 'nosniff',
  };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  return known.some((tag) => tag.replace(/^W\//, '') === etag)
    ? new Response(null, { status: 304, headers })
    : new Response(asset.body, { headers });
};
