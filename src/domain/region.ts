import { z } from 'zod';

/** Full official names from the province down, e.g. `['浙江省', '宁波市', '海曙区', '月湖街道']`; empty for the State Council. */
export const regionSchema = z.array(z.string().min(1)).max(6);

export type Region = readonly string[];

/** `浙江省/宁波市` — how a region is written in filters and facets, since 鼓楼区 alone is many places. */
export const formatRegion = (region: Region): string => region.join('/');

/** Every ancestor path of a region and itself: `['浙江省', '浙江省/宁波市', …]`. */
export const regionPaths = (region: Region): string[] =>
  region.map((_, depth) => formatRegion(region.slice(0, depth + 1)));
