import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { fault } from '../domain/faults/fault.ts';
import type { Queries } from '../queries/queries.ts';
import { notFound, sendProblem } from './problem.ts';

/** Finds the kept bytes of a report: their path, or null. */
export type FindOriginal = (sha256: string) => string;

const isText = (mediaType: string): boolean =>
  mediaType.startsWith('text/plain') || mediaType.startsWith('application/json');

/**
 * The original bytes as they were read. They come from anywhere, so the browser is told to run nothing of them;
 * what is not plain text is offered for download.
 */
export const mountSource = (app: Hono, queries: Queries, findOriginal: FindOriginal): void => {
  app.get('/reports/:id/source', async (c) => {
    const original = await queries.original(c.req.param('id'));
    if (!original) return sendProblem(c, notFound(fault('noReport')));
    const path = findOriginal(original.sha256);
    const size = await stat(path).then(
      (entry) => entry.size,
      () => null,
    );
    if (size === null) return sendProblem(c, notFound(fault('noOriginal')));
    const name = encodeURIComponent(original.fileName);
    const disposition = isText(original.mediaType) ? 'inline' : 'attachment';
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'content-type': original.mediaType,
      'content-length': String(size),
      'content-disposition': `${disposition}; filename*=UTF-8''${name}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      etag: `"${original.sha256}"`,
    });
  });
};
