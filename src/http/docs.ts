import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { describeChartFiles } from './chart-files.ts';
import { inBothLanguages } from './docs-english.ts';
import { EXAMPLES, FIELD_TEXTS, PARAMETER_TEXTS } from './docs-texts.ts';
import { problemSchema } from './problem.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Null cannot be given in an address: leaving the parameter out says it. */
const withoutNull = (schema: Json): Json => {
  const types = Array.isArray(schema.type) ? schema.type.filter((type) => type !== 'null') : null;
  return types?.length === 1 ? { ...schema, type: types[0] } : schema;
};

const asInteger = (schema: Json, [minimum, maximum]: readonly [number, number]): Json => {
  if (schema.type === 'array' && isObject(schema.items))
    return { ...schema, items: asInteger(schema.items, [minimum, maximum]) };
  const { pattern: _, ...rest } = schema;
  return { ...rest, type: 'integer', minimum, maximum };
};

/** Says of a parameter what it is for, its default, and that numbers are numbers. */
const explainParameter = (parameter: Json): Json => {
  const text = PARAMETER_TEXTS[String(parameter.name)];
  let schema = withoutNull(isObject(parameter.schema) ? parameter.schema : {});
  if (text?.between) schema = asInteger(schema, text.between);
  if (text?.fallback !== undefined) schema = { ...schema, default: text.fallback };
  return { ...parameter, ...(text ? { description: `${text.zh} / ${text.en}` } : {}), schema };
};

/** Gives every field of an answer its text, however deep it stands. */
const explainFields = (schema: unknown, parent: string): unknown => {
  if (!isObject(schema)) return schema;
  const { items, properties } = schema;
  return {
    ...schema,
    ...(items === undefined ? {} : { items: explainFields(items, parent) }),
    ...(isObject(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, field]) => {
              const description = FIELD_TEXTS[`${parent}.${name}`] ?? FIELD_TEXTS[name];
              const explained = explainFields(field, name);
              return [name, description && isObject(explained) ? { ...explained, description } : explained];
            }),
          ),
        }
      : {}),
  };
};

const explainAnswers = (responses: Json): Json =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      if (!isObject(response)) return [status, response];
      const description = inBothLanguages(String(response.description));
      if (!isObject(response.content)) return [status, { ...response, description }];
      const content = Object.entries(response.content).map(([type, body]) => [
        type,
        isObject(body) && isObject(body.schema) && !('$ref' in body.schema)
          ? { ...body, schema: explainFields(body.schema, '') }
          : body,
      ]);
      return [status, { ...response, description, content: Object.fromEntries(content) }];
    }),
  );

/** A call to copy. `{id}` stays for the reader to fill in; `{name}` is shown with a facet. */
const toCurl = (origin: string, path: string): string => {
  const address = `${origin}${path.replace('{name}', 'institution')}`;
  const query = (EXAMPLES[path] ?? []).map(([name, value]) => ` --data-urlencode '${name}=${value}'`);
  return query.length > 0 ? `curl -G '${address}'${query.join('')}` : `curl '${address}'`;
};

const explain = (document: Document, publicUrl: string): Document => {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operation = item.get as Json | undefined;
    if (!operation) return [path, item];
    const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
    return [
      path,
      {
        ...item,
        get: {
          ...operation,
          ...(typeof operation.summary === 'string' ? { summary: inBothLanguages(operation.summary) } : {}),
          ...(parameters.length > 0 ? { parameters: parameters.map(explainParameter) } : {}),
          responses: explainAnswers(isObject(operation.responses) ? operation.responses : {}),
          'x-codeSamples': [{ lang: 'Shell', label: 'curl', source: toCurl(publicUrl, path) }],
        },
      },
    ];
  });
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [
    name,
    explainFields(schema, name),
  ]);
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: Object.fromEntries(schemas) },
  };
};

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
const problem = { 'application/problem+json': { schema: problemSchema } };

/** What answers beside the routes that are documented where they are mounted. */
const registerOthers = (api: OpenAPIHono): void => {
  const register = api.openAPIRegistry.registerPath.bind(api.openAPIRegistry);
  register({
    method: 'get',
    path: '/reports/{id}/source',
    summary: '报告的原件：收录时读到的字节',
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: {
        description: '原件；类型随文件而定',
        content: { 'application/octet-stream': { schema: z.string() } },
      },
      404: { description: '没有找到', content: problem },
      503: { description: '搜索引擎暂不可用', content: problem },
    },
  });
  register({
    method: 'get',
    path: '/opensearch.xml',
    summary: '本站的 OpenSearch 说明，浏览器据此添加搜索引擎',
    responses: {
      200: {
        description: 'OpenSearch 1.1 说明文件',
        content: { 'application/opensearchdescription+xml': { schema: z.string() } },
      },
    },
  });
  register({
    method: 'get',
    path: '/metrics',
    summary: '运行指标，Prometheus 格式',
    responses: { 200: { description: '各项指标', content: { 'text/plain': { schema: z.string() } } } },
  });
  register({
    method: 'get',
    path: '/healthz',
    summary: '进程在运行',
    responses: { 200: { description: '在运行', content: json(z.object({ status: z.literal('ok') })) } },
  });
  register({
    method: 'get',
    path: '/readyz',
    summary: '可以检索：设置已就位，首次启动的示例已载入，引擎有应答',
    responses: {
      200: { description: '就绪', content: json(z.object({ status: z.literal('ready') })) },
      503: { description: '还不能检索，detail 说明在等什么', content: problem },
    },
  });
};

/** Makes the document from the very schemas that the routes check with. Call it once every route is mounted. */
const createDocument = (api: OpenAPIHono, publicUrl: string): Document =>
  explain(
    api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: '政搜 zhengsou',
        version: '1',
        description: inBothLanguages(
          '中国政府工作报告的段落检索。精确检索等于逐字扫描；每个数字都可以引用。错误一律为 RFC 9457 问题文档，默认中文，lang=en 或 Accept-Language 要英文时为英文。',
        ),
      },
      servers: [{ url: publicUrl }],
    }),
    publicUrl,
  );

/** Serves `/openapi.json`, and gives the document for the page that shows it. */
export const mountDocs = (api: OpenAPIHono, publicUrl: string): (() => Document) => {
  registerOthers(api);
  describeChartFiles(api);
  let made: Document | null = null;
  const document = (): Document => {
    made ??= createDocument(api, publicUrl);
    return made;
  };
  api.get('/openapi.json', (c) => c.json(document()));
  return document;
};
