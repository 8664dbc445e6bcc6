import { z } from 'zod';

type Json = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Json;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

export type Parameters = Readonly<Record<string, string | number | readonly (string | number)[]>>;

export interface Answered {
  readonly status: number;
  readonly mediaType: string;
  /** Parsed where it is JSON, as text otherwise. */
  readonly body: unknown;
}

/** One path of the document: what it takes, and a call that holds the service to what the document says of its answer. */
export interface Call {
  readonly parameters: readonly Parameter[];
  /** `check: false` sends what the document does not allow. */
  call(parameters: Parameters, options?: { readonly check?: boolean }): Promise<Answered>;
}

/** References in place, and every object closed: a field that the document does not name is a fault. */
const resolve = (schema: unknown, document: OpenApiDocument): unknown => {
  if (Array.isArray(schema)) return schema.map((item) => resolve(item, document));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...rest } = schema as Json;
  if (typeof $ref === 'string')
    return resolve(document.components.schemas[$ref.split('/').at(-1) ?? ''], document);
  const resolved = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, resolve(value, document)]),
  );
  return resolved.type === 'object' && 'properties' in resolved
    ? { additionalProperties: false, ...resolved }
    : resolved;
};

const made = new WeakMap<Json, z.ZodType>();
const toZod = (schema: Json, document: OpenApiDocument): z.ZodType => {
  const known =
    made.get(schema) ?? z.fromJSONSchema(resolve(schema, document) as z.core.JSONSchema.JSONSchema);
  made.set(schema, known);
  return known;
};

const toAddress = (path: string, operation: Operation, given: Parameters): string => {
  let address = path;
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    const isInPath = operation.parameters?.some((known) => known.name === name && known.in === 'path');
    if (isInPath) address = address.replace(`{${name}}`, encodeURIComponent(String(values)));
    else for (const value of [values].flat()) query.append(name, String(value));
  }
  return query.size > 0 ? `${address}?${query}` : address;
};

const checkGiven = (
  path: string,
  operation: Operation,
  given: Parameters,
  document: OpenApiDocument,
): void => {
  const known = new Map(operation.parameters?.map((parameter) => [parameter.name, parameter]));
  for (const [name, value] of Object.entries(given)) {
    const parameter = known.get(name);
    if (!parameter) throw new Error(`${path} has no parameter ${name}`);
    toZod(parameter.schema, document).parse(value);
  }
  for (const { name, required } of known.values())
    if (required && !(name in given)) throw new Error(`${path} needs ${name}`);
};

/** A client made of nothing but the document. */
export const createOpenApiClient = (
  document: OpenApiDocument,
  request: (address: string) => Response | Promise<Response>,
): ReadonlyMap<string, Call> =>
  new Map(
    Object.entries(document.paths).map(([path, { get: operation }]) => [
      path,
      {
        parameters: operation.parameters ?? [],
        call: async (given, { check = true } = {}) => {
          if (check) checkGiven(path, operation, given, document);
          const address = toAddress(path, operation, given);
          const response = await request(address);
          const known = operation.responses[String(response.status)];
          if (!known) throw new Error(`${address} answers ${response.status}, which is not described`);
          const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
          const content = known.content ?? {};
          // A stream of bytes is whatever the file is.
          const answer = content[mediaType] ?? content['application/octet-stream'];
          if (!answer) throw new Error(`${address} answers ${mediaType}, which is not described`);
          const text = await response.text();
          if (!/[/+]json$/.test(mediaType)) return { status: response.status, mediaType, body: text };
          const body: unknown = JSON.parse(text);
          const parsed = toZod(answer.schema, document).safeParse(body);
          if (!parsed.success) throw new Error(`${address}: ${z.prettifyError(parsed.error)}`);
          return { status: response.status, mediaType, body };
        },
      } satisfies Call,
    ]),
  );
