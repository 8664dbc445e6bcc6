import type { Hono } from 'hono';
import { expect } from 'vitest';

/** Asks and expects a problem document of that status; gives it back. */
export const problemAt = async (
  app: Hono,
  path: string,
  status: number,
): Promise<Record<string, unknown>> => {
  const response = await app.request(path);
  const body = (await response.json()) as Record<string, unknown>;
  expect({ status: response.status, body }).toEqual({
    status,
    body: {
      type: 'about:blank',
      title: expect.stringMatching(/\p{Script=Han}/u),
      status,
      detail: expect.stringMatching(/\p{Script=Han}/u),
      ...(status === 400 ? { parameter: expect.any(String) } : {}),
    },
  });
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return body;
};
