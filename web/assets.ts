import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

/** By concern, in the order in which they apply: colours and faces first, print last. */
const STYLES = [
  'tokens',
  'base',
  'frame',
  'search',
  'results',
  'views',
  'trend',
  'compare',
  'concordance',
  'export',
  'hits',
  'filters',
  'front',
  'report',
  'match-map',
  'report-text',
  'cite',
  'prose',
  'api',
  'print',
] as const;
/** By concern; each stands on its own, and hears of the others only by events of the document. */
const SCRIPTS = [
  'start',
  'results',
  'typing',
  'suggest',
  'related',
  'years',
  'facet-search',
  'saved',
  'paragraphs',
  'matches',
  'cite',
  'chart-png',
  'more-lines',
] as const;

export type AssetName = 'zhengsou.css' | 'zhengsou.js' | 'favicon.svg';

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  /** Of the content: part of its address, and its ETag. */
  readonly hash: string;
}
export type Assets = Readonly<Record<AssetName, Asset>>;

const readShipped = (...path: string[]): string =>
  readFileSync(join(packageRoot, 'web', 'assets', ...path), 'utf8');

const toAsset = (text: string, mediaType: string): Asset => {
  const body = new TextEncoder().encode(text);
  return { body, mediaType, hash: createHash('sha256').update(body).digest('hex').slice(0, 16) };
};

/**
 * Reads the shipped files once; throws where one is missing, for no page is whole without them. Styles and scripts go out as one
 * file each: a first visit asks three times, whatever they are split into here. A block around each script keeps its names to itself.
 */
export const loadAssets = (): Assets => ({
  'zhengsou.css': toAsset(
    STYLES.map((name) => readShipped('styles', `${name}.css`)).join('\n'),
    'text/css; charset=utf-8',
  ),
  'zhengsou.js': toAsset(
    SCRIPTS.map((name) => `{\n${readShipped('scripts', `${name}.js`)}}\n`).join(''),
    'text/javascript; charset=utf-8',
  ),
  'favicon.svg': toAsset(readShipped('favicon.svg'), 'image/svg+xml'),
});

export const isAssetName = (name: string): name is AssetName =>
  name === 'zhengsou.css' || name === 'zhengsou.js' || name === 'favicon.svg';

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
