import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import {
  type Call,
  createOpenApiClient,
  type OpenApiDocument,
  type Parameters,
} from '../support/openapi-client.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

let collection: TestCollection;
let client: ReadonlyMap<string, Call>;
let hit: SearchAnswer['hits'][number];
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
  const document = (await collection.get('/openapi.json')).body as OpenApiDocument;
  client = createOpenApiClient(document, (address) => collection.app.request(address));
  const { body } = await path('/api/search').call({ q: '社区', year: [2023], role: ['plan'] });
  hit = (body as SearchAnswer).hits[0]!;
}, 60_000);
afterAll(() => collection?.close());

const path = (name: string): Call => {
  const call = client.get(name);
  if (!call) throw new Error(`the document has no path ${name}`);
  return call;
};

/** Every address that programs may rely on. A new one is promised here, or is not documented. */
const PROMISED = [
  '/api/search',
  '/api/facets/{name}',
  '/api/suggest',
  '/api/related',
  '/api/trend',
  '/api/trend.csv',
  '/trend.svg',
  '/api/compare',
  '/api/compare.csv',
  '/compare.svg',
  '/api/concordance',
  '/api/concordance.csv',
  '/api/concordance.jsonl',
  '/api/export',
  '/api/reports',
  '/api/reports/{id}',
  '/api/reports/{id}/cite',
  '/reports/{id}/source',
  '/api/paragraphs/{id}',
  '/api/paragraphs/{id}/cite',
  '/api/paragraphs/{id}/similar',
  '/feed.atom',
  '/opensearch.xml',
  '/opensearch/suggest',
  '/healthz',
  '/readyz',
  '/metrics',
];

/** Routes for people, and the document itself. */
const FOR_PEOPLE =
  /^\/(?:$|\*|reports\/:id$|p\/|trend$|compare$|concordance$|related$|help$|docs$|assets\/|openapi\.json$)/;

/** A value of each parameter that the collection knows; several where the parameter repeats. */
const knownValue = (name: string, at: string): string | number | undefined => {
  const values: Record<string, string | number> = {
    q: '社区',
    institution: hit.report.institution ?? '',
    region: hit.report.region.join('/'),
    year: 2023,
    report: hit.reportId,
    yearFrom: 2020,
    yearTo: 2024,
    publishedFrom: '2020-01-01',
    publishedTo: '2030-12-31',
    page: 1,
    pageSize: 5,
    width: 10,
    query: '街道',
    order: 'col:2023',
    name: 'institution',
    id: at.startsWith('/api/paragraphs') ? hit.id : hit.reportId,
  };
  return values[name];
};

const listChoices = ({ enum: choices, items }: { enum?: unknown; items?: unknown }): (string | number)[] => {
  if (Array.isArray(choices)) return choices as (string | number)[];
  return typeof items === 'object' && items !== null ? listChoices(items) : [];
};

/** Of a long list the ends: 22 topics on every path would say no more. */
const few = <T>(choices: readonly T[]): readonly T[] =>
  choices.length > 6 ? choices.filter((_, n) => n === 0 || n === choices.length - 1) : choices;

/** The least that a path needs. */
const least = (at: string): Parameters =>
  Object.fromEntries(
    path(at)
      .parameters.filter(({ required }) => required)
      .map(({ name, schema }) => {
        const value = knownValue(name, at) ?? '';
        return [name, schema.type === 'array' ? [value] : value];
      }),
  );

describe('the OpenAPI document', () => {
  it('describes every path that is promised', () => {
    expect([...client.keys()].toSorted()).toEqual(PROMISED.toSorted());
  });

  it('leaves out no route that answers programs', () => {
    const routes = collection.app.routes
      .filter(({ method, path: at }) => method === 'GET' && !FOR_PEOPLE.test(at))
      .map(({ path: at }) => at.replaceAll(/:(\w+)/g, '{$1}'));
    expect([...new Set(routes)].toSorted()).toEqual(PROMISED.toSorted());
  });

  it('is answered as it says on every path, with the least that each needs', async () => {
    for (const [name, { call }] of client) {
      const { status } = await call(least(name));
      expect(status, name).toBe(200);
    }
  });

  it('is answered as it says with every parameter of every path, and the choices of each', async () => {
    let calls = 0;
    for (const [at, { parameters, call }] of client)
      for (const { name, schema } of parameters) {
        const choices = few(listChoices(schema));
        const values = choices.length > 0 ? choices : [knownValue(name, at)].flatMap((value) => value ?? []);
        expect(values.length, `${at} ${name}`).toBeGreaterThan(0);
        for (const value of values) {
          const given = { ...least(at), [name]: schema.type === 'array' ? [value] : value };
          const { status } = await call(given);
          expect(status, `${at} ${name}=${value}`).toBe(200);
          calls++;
        }
      }
    expect(calls).toBeGreaterThan(200);
  }, 120_000);

  it('is held to by the service: what it does not allow is a 400 that names the parameter', async () => {
    for (const [at, { parameters, call }] of client)
      for (const { name, schema } of parameters) {
        if (listChoices(schema).length === 0 && schema.format !== 'date') continue;
        // A facet's name is part of the path; a wrong one is said as any wrong value.
        const { status, body } = await call({ ...least(at), [name]: '没有这个值' }, { check: false });
        expect({ at, name, status, body }).toMatchObject({ status: 400, body: { parameter: name } });
      }
  }, 60_000);

  it('names what is not there as 404', async () => {
    for (const at of ['/api/reports/{id}', '/api/paragraphs/{id}', '/reports/{id}/source'])
      expect((await path(at).call({ id: '0000000000000000' })).status, at).toBe(404);
  });

  it('would notice a field that it does not name', async () => {
    const document = (await collection.get('/openapi.json')).body as OpenApiDocument;
    const lying = createOpenApiClient(document, async (address) => {
      const body = (await (await collection.app.request(address)).json()) as object;
      return Response.json({ ...body, surprise: 1 });
    });
    await expect(lying.get('/api/trend')!.call({ q: ['社区'] })).rejects.toThrow('surprise');
    await expect(lying.get('/api/trend')!.call({ none: 1 })).rejects.toThrow('has no parameter none');
  });
});
