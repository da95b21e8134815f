import fs from 'node:fs';
import path from 'node:path';
import type { Count, Stage } from './stage.ts';

/** The stages of `npm test` in order; with `full` the heavy proofs too. Reports go to `folder`. */
export function stages(folder: string, options: { full: boolean; only: string | undefined }): Stage[] {
  const all: Stage[] = [
    { name: 'biome', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
    { name: 'oxlint', args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '.'] },
    { name: 'tsc', args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
    { name: 'knip', args: ['node_modules/knip/bin/knip.js', '--treat-config-hints-as-errors'] },
    contracts(folder),
    vitest(folder, 'unit'),
    vitest(folder, 'integration'),
    ...(options.full ? [randomWalks, vitest(folder, 'full')] : []),
    journeys(folder),
    // After the journeys: the studio is built and the models are there.
    vitest(folder, 'up'),
  ];
  return options.only ? all.filter(({ name }) => name === options.only) : all;
}

/** A million random actions on the contracts. */
const randomWalks: Stage = {
  name: 'random walks',
  args: [
    ...['scripts/contracts/foundry.mjs', 'forge', 'test'],
    ...['--match-path', 'contracts/test/invariant/*', '--match-test', 'invariant_'],
  ],
  env: { FOUNDRY_PROFILE: 'long' },
};

function contracts(folder: string): Stage {
  const report = path.join(folder, 'contracts.json');
  return {
    name: 'contracts',
    args: ['scripts/contracts/test-contracts.ts'],
    env: { CONTRACTS_JSON: report },
    count: () => {
      const { passed, failed } = read(report);
      return { passed: Number(passed), failed: Number(failed) };
    },
  };
}

function vitest(folder: string, project: string): Stage {
  const report = path.join(folder, `${project}.json`);
  return {
    name: project,
    args: ['node_modules/vitest/vitest.mjs', 'run', '--project', project],
    env: { VITEST_JSON: report },
    count: () => {
      const { numPassedTests, numFailedTests, numFailedTestSuites } = read(report);
      const failed = Number(numFailedTests);
      return { passed: Number(numPassedTests), failed: failed === 0 ? Number(numFailedTestSuites) : failed };
    },
  };
}

function journeys(folder: string): Stage {
  const report = path.join(folder, 'journeys.json');
  return {
    name: 'journeys',
    args: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    count: (): Count => {
      const stats = read(report).stats as { expected: number; flaky: number; unexpected: number };
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    },
  };
}

function read(file: string): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
