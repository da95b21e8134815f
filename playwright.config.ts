import { mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

// Read by this file, by the product it starts, and by the tests, which run in processes that inherit it.
process.env.GAIA_HOME ??= mkdtempSync(path.join(tmpdir(), 'gaianet-journeys-'));

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  webServer: {
    // The whole product on an empty data folder; models come from a cache that the tests made themselves.
    command: 'node e2e/prepare-node.ts && exec node scripts/up.mjs',
    wait: { stdout: /Ready after/ },
    timeout: 420_000,
    gracefulShutdown: { signal: 'SIGINT', timeout: 60_000 },
    stdout: 'pipe',
    env: {
      GAIA_HOME: process.env.GAIA_HOME,
      GAIA_MODELS: process.env.GAIA_MODELS ?? path.join(homedir(), '.cache/gaianet/models'),
      GAIA_STUDIO_PORT: '4300',
      GAIA_GATEWAY_PORT: '4301',
      GAIA_NODE_PORT: '4302',
      GAIA_SEARCH_URL: 'http://127.0.0.1:4304/search?format=json&q={query}',
    },
  },
  use: {
    viewport: { width: 1280, height: 900 },
    // What cannot be clicked is told, and does not use up the whole journey's time.
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
