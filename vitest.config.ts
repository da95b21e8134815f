import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';

const always = ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**', 'contracts/**'];
const heavy = '**/*.full.test.ts';
const wholeProduct = '**/*.up.test.ts';
const jsonFile = process.env.VITEST_JSON;

/** One line per test file: seconds, project, file, counts; failures in full. */
class SecondsPerSuite implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const times = module.diagnostic();
    const seconds = (times.setupDuration + times.collectDuration + times.duration) / 1000;
    const counts = `${count('passed')} passed, ${count('failed')} failed`;
    process.stdout.write(
      `${seconds.toFixed(2).padStart(7)} s  ${module.project.name}  ${module.relativeModuleId}  ${counts}\n`,
    );
    for (const error of module.errors()) process.stdout.write(`${error.stack ?? error.message}\n`);
    for (const test of tests) {
      const { state, errors } = test.result();
      if (state !== 'failed') continue;
      for (const error of errors) process.stdout.write(`  FAILED ${test.fullName}\n${error.stack ?? error.message}\n`);
    }
  }
}

const withDatabase = {
  globalSetup: ['./server/testing/integration-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    reporters: [
      new SecondsPerSuite(),
      ...(jsonFile ? [['json', { outputFile: jsonFile }] as ['json', { outputFile: string }]] : []),
    ],
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Each worker loads a file once for all its tests: nothing of ours keeps a state that another test could meet.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 20_000,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...always, '**/*.integration.test.ts', heavy, wholeProduct],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: always,
          ...withDatabase,
          // Each file has a database of its own, and its engine a process of its own.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: { name: 'up', include: [wholeProduct], exclude: always, testTimeout: 300_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'full',
          include: [heavy],
          exclude: always,
          ...withDatabase,
          fileParallelism: false,
          testTimeout: 900_000,
        },
      },
    ],
  },
});
