import type { OpenAPIHono } from '@hono/zod-openapi';

/** `/openapi.json`, made from the very schemas that the routes check with. */
export const mountDocs = (api: OpenAPIHono, publicUrl: string): void => {
  const document = () =>
    api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: '政搜 zhengsou',
        version: '1',
        description:
          '中国政府工作报告的段落检索。精确检索等于逐字扫描；每个数字都可以引用。错误一律为 RFC 9457 问题文档。',
      },
      servers: [{ url: publicUrl }],
    });
  api.get('/openapi.json', (c) => c.json(document()));
};
