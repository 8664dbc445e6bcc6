import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TESTED_VERSION } from '../../src/engine/locate.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { packageRoot } from '../../src/package-root.ts';

const read = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');

interface Service {
  image: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  networks: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string; required?: boolean }>;
  profiles?: string[];
}

describe('docs/threat-model.md', () => {
  it('names a test that exists for every threat', () => {
    const rows = read('docs/threat-model.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) {
      const tests = row.match(/test\/[\w/.-]+\.tsx?/g) ?? [];
      expect(tests.length, row).toBeGreaterThan(0);
      for (const path of tests) expect(existsSync(join(packageRoot, path)), path).toBe(true);
    }
  });
});

describe('docs/deploy/zhengsou.service', () => {
  const unit = read('docs/deploy/zhengsou.service');

  it('starts a command that exists, as a user of its own, with a data folder that it may write', () => {
    const command = /^ExecStart=\/usr\/bin\/env node (\S+) serve$/m.exec(unit)?.[1] ?? '';
    expect(existsSync(join(packageRoot, command)), command).toBe(true);
    expect(unit).toMatch(/^User=zhengsou$/m);
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
    const folder = /^Environment=ZHENGSOU_DATA=\/var\/lib\/(\w+) /m.exec(unit)?.[1];
    expect(/^StateDirectory=(\w+)$/m.exec(unit)?.[1]).toBe(folder);
  });
});

describe('docs/deploy/grafana-dashboard.json', () => {
  it('asks only for figures that the service gives', async () => {
    const dashboard = JSON.parse(read('docs/deploy/grafana-dashboard.json')) as {
      panels: { targets: { expr: string }[] }[];
    };
    const metrics = createMetrics({ coverage: () => Promise.reject(new Error('no engine')) });
    const app = new Hono();
    app.use(metrics.observe);
    metrics.mount(app);
    const given = await (await app.request('/metrics')).text();
    const asked = dashboard.panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => expr.match(/\b(?:zhengsou|process)_\w+/g) ?? []),
    );
    expect(asked.length).toBeGreaterThan(5);
    for (const name of asked)
      expect(given).toContain(`# TYPE ${name.replace(/_(?:bucket|count|sum)$/, '')} `);
  });
});

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as {
    services: { meilisearch: Service; zhengsou: Service } & Record<string, Service>;
    networks: Record<string, { internal?: boolean } | null>;
    volumes: Record<string, unknown>;
  };
  const { meilisearch, zhengsou, ...more } = compose.services;

  it('starts the official engine at the version that the tests run against', () => {
    expect(meilisearch.image).toBe(`getmeili/meilisearch:v${TESTED_VERSION}`);
  });

  it('publishes the web port alone, on this machine unless told otherwise', () => {
    expect(meilisearch.ports).toBeUndefined();
    expect(zhengsou.ports).toEqual([`\${PUBLISH:-127.0.0.1:3000}:3000`]);
    expect(meilisearch.networks).toEqual(['engine']);
    expect(compose.networks.engine).toEqual({ internal: true });
  });

  it('takes the key from the environment and refuses to start without one', () => {
    expect(meilisearch.environment.MEILI_MASTER_KEY).toMatch(/^\$\{MEILI_MASTER_KEY:\?.+\}$/);
    expect(zhengsou.environment.MEILI_API_KEY).toMatch(/^\$\{MEILI_MASTER_KEY:\?.+\}$/);
  });

  it('keeps engine and reports in named volumes, and waits for a healthy engine', () => {
    const named = Object.values(compose.services)
      .flatMap(({ volumes }) => volumes)
      .map((volume) => volume.split(':')[0]);
    for (const volume of Object.keys(compose.volumes)) expect(named).toContain(volume);
    expect(meilisearch.healthcheck?.test).toContain('http://127.0.0.1:7700/health');
    expect(zhengsou.depends_on?.meilisearch).toEqual({ condition: 'service_healthy' });
  });

  it('has more engines under a profile, like the first but for what they hold', () => {
    expect(Object.keys(more)).toEqual(['meilisearch-2', 'meilisearch-3']);
    for (const [name, { profiles, volumes, ...engine }] of Object.entries(more)) {
      expect(profiles).toEqual(['sharded']);
      const { volumes: own, ...first } = meilisearch;
      expect(engine).toEqual(first);
      expect(volumes).not.toEqual(own);
      expect(zhengsou.depends_on?.[name]).toEqual({ condition: 'service_healthy', required: false });
    }
    const listed = /^#\s+MEILI_URL=(\S+)$/m.exec(read('docker-compose.yml'))?.[1]?.split(',');
    expect(listed).toEqual(['meilisearch', ...Object.keys(more)].map((name) => `http://${name}:7700`));
    expect(zhengsou.environment.MEILI_URL).toBe(`\${MEILI_URL:-http://meilisearch:7700}`);
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');
  const [, running = ''] = dockerfile.split(/^FROM .*(?<! AS build)$/m);

  it('copies only what is there and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.length).toBeGreaterThan(8);
    for (const path of copied) {
      expect(existsSync(join(packageRoot, path)), path).toBe(true);
      expect(allowed, path).toContain(path.split('/')[0]);
    }
  });

  it('runs without a compiler, as a user of no rights, listening for the published port', () => {
    expect(running).not.toMatch(/g\+\+|apt-get/);
    expect(running).toMatch(/^USER node$/m);
    expect(running).toMatch(/HOST=0\.0\.0\.0 PORT=3000 ZHENGSOU_DATA=\/data/);
    expect(running).toContain('/healthz');
  });
});

describe('the checks', () => {
  it('are one script, the same everywhere', () => {
    const workflow = parse(read('.github/workflows/ci.yml')) as {
      jobs: { check: { strategy: { matrix: { node: number[] } }; steps: { run?: string }[] } };
    };
    const { strategy, steps } = workflow.jobs.check;
    expect(strategy.matrix.node).toEqual([20, 22]);
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
    expect(statSync(join(packageRoot, '.ci/run')).mode & 0o111).not.toBe(0);
  });
});
