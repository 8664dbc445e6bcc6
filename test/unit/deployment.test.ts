import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TESTED_VERSION } from '../../src/engine/locate.ts';
import { packageRoot } from '../../src/package-root.ts';

const read = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');

interface Service {
  image: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  networks: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml')) as {
    services: { meilisearch: Service; zhengsou: Service };
    networks: Record<string, { internal?: boolean } | null>;
    volumes: Record<string, unknown>;
  };
  const { meilisearch, zhengsou } = compose.services;

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
    const named = [...meilisearch.volumes, ...zhengsou.volumes].map((volume) => volume.split(':')[0]);
    for (const volume of Object.keys(compose.volumes)) expect(named).toContain(volume);
    expect(meilisearch.healthcheck?.test).toContain('http://127.0.0.1:7700/health');
    expect(zhengsou.depends_on).toEqual({ meilisearch: { condition: 'service_healthy' } });
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
