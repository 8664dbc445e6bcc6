import { z } from 'zod';
import { ROLE_LABELS } from '../../src/domain/role.ts';
import { TOPIC_LABELS } from '../../src/domain/topic.ts';

/** What the page reads of a JSON schema; whatever else it says is left out. */
interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  get items() {
    return schemaSchema.optional();
  },
  get properties() {
    return z.record(z.string(), schemaSchema).optional();
  },
});

const documentSchema = z.object({
  info: z.object({ description: z.string().default('') }),
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({
        summary: z.string(),
        parameters: z
          .array(
            z.object({
              name: z.string(),
              in: z.string(),
              required: z.boolean().default(false),
              description: z.string().default(''),
              schema: schemaSchema,
            }),
          )
          .default([]),
        responses: z.record(
          z.string(),
          z.object({
            description: z.string(),
            content: z.record(z.string(), z.object({ schema: schemaSchema })).default({}),
          }),
        ),
        'x-codeSamples': z.array(z.object({ source: z.string() })).default([]),
      }),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaSchema).default({}) }).default({ schemas: {} }),
});

export interface ApiParameter {
  readonly name: string;
  readonly place: string;
  readonly required: boolean;
  readonly repeatable: boolean;
  readonly type: string;
  /** `label` is what people call a code, or null. */
  readonly allowed: readonly { readonly value: string; readonly label: string | null }[];
  /** Limits of a number or a length, or null. */
  readonly limits: string | null;
  readonly fallback: string | null;
  readonly description: string;
}

export interface ApiField {
  /** As one would reach it: `hits[].report.title`. */
  readonly path: string;
  readonly type: string;
  readonly description: string;
}

export interface ApiAnswer {
  readonly status: string;
  readonly description: string;
  readonly mediaTypes: readonly string[];
  /** Of a 200; errors all have one shape, shown once. */
  readonly fields: readonly ApiField[];
}

export interface ApiCall {
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly ApiParameter[];
  readonly answers: readonly ApiAnswer[];
  readonly example: string | null;
}

export interface ApiReference {
  readonly description: string;
  readonly calls: readonly ApiCall[];
  /** The shape of every error. */
  readonly problem: readonly ApiField[];
}

const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  topic: TOPIC_LABELS,
  role: ROLE_LABELS,
};

const typeOf = (schema: Schema): string => {
  const types = typeof schema.type === 'string' ? [schema.type] : [...(schema.type ?? [])];
  const name = types.map((type) =>
    type === 'array' ? `${schema.items ? typeOf(schema.items) : ''}[]` : type,
  );
  const format = schema.format === undefined ? '' : ` (${schema.format})`;
  return `${name.join(' | ')}${format}`;
};

const limitsOf = ({ minimum, maximum, maxLength }: Schema): string | null => {
  if (minimum !== undefined && maximum !== undefined) return `${minimum}–${maximum}`;
  return maxLength === undefined ? null : `≤ ${maxLength}`;
};

const fieldsOf = (schema: Schema, path: string): ApiField[] => {
  if (schema.items) return fieldsOf(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [{ path: at, type: typeOf(field), description: field.description ?? '' }, ...fieldsOf(field, at)];
  });
};

/** Lays the OpenAPI document out for reading. Throws where it is no such document. */
export const readApiDocument = (document: unknown): ApiReference => {
  const { info, paths, components } = documentSchema.parse(document);
  return {
    description: info.description,
    calls: Object.entries(paths).map(([path, { get }]) => ({
      path,
      summary: get.summary,
      parameters: get.parameters.map(({ name, in: place, required, description, schema }) => {
        const single = schema.items ?? schema;
        return {
          name,
          place,
          required,
          repeatable: schema.items !== undefined,
          type: typeOf(single),
          allowed: (single.enum ?? []).map((value) => ({
            value: String(value),
            label: LABELS[name]?.[String(value)] ?? null,
          })),
          limits: limitsOf(single),
          fallback: schema.default === undefined ? null : String(schema.default),
          description,
        };
      }),
      answers: Object.entries(get.responses).map(([status, { description, content }]) => ({
        status,
        description,
        mediaTypes: Object.keys(content),
        fields: status === '200' ? Object.values(content).flatMap(({ schema }) => fieldsOf(schema, '')) : [],
      })),
      example: get['x-codeSamples'][0]?.source ?? null,
    })),
    problem: fieldsOf(components.schemas.Problem ?? {}, ''),
  };
};
