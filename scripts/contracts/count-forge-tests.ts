import { z } from 'zod';

const suites = z.record(
  z.string(),
  z.object({
    test_results: z.record(
      z.string(),
      z.object({
        status: z.enum(['Success', 'Failure', 'Skipped']),
        reason: z.string().nullish(),
        gas_snapshots: z.record(z.string(), z.record(z.string(), z.string())).optional(),
      }),
    ),
  }),
);

export interface ForgeTests {
  passed: number;
  failures: string[];
  /** Gas of each action that a test measured. */
  gas: Record<string, string>;
}

/** Counts what `forge test --json` printed; a skipped test counts as failed, since nothing here may be skipped. */
export function countForgeTests(output: string): ForgeTests {
  const start = output.indexOf('{"');
  const results = Object.entries(suites.parse(JSON.parse(output.slice(start)))).flatMap(([suite, { test_results }]) =>
    Object.entries(test_results).map(([test, result]) => ({ name: `${suite} ${test}`, ...result })),
  );
  const failures = results.filter(({ status }) => status !== 'Success');
  return {
    passed: results.length - failures.length,
    failures: failures.map(({ name, status, reason }) => `${name}: ${reason ?? status}`),
    gas: Object.assign({}, ...results.map(({ gas_snapshots }) => gas_snapshots?.Actions)),
  };
}
