import { z } from 'zod';

const suites = z.record(
  z.string(),
  z.object({
    test_results: z.record(
      z.string(),
      z.object({ status: z.enum(['Success', 'Failure', 'Skipped']), reason: z.string().nullish() }),
    ),
  }),
);

/** Counts what `forge test --json` printed; a skipped test counts as failed, since nothing here may be skipped. */
export function countForgeTests(output: string): { passed: number; failures: string[] } {
  const start = output.indexOf('{"');
  const results = Object.entries(suites.parse(JSON.parse(output.slice(start)))).flatMap(([suite, { test_results }]) =>
    Object.entries(test_results).map(([test, result]) => ({ name: `${suite} ${test}`, ...result })),
  );
  const failures = results.filter(({ status }) => status !== 'Success');
  return {
    passed: results.length - failures.length,
    failures: failures.map(({ name, status, reason }) => `${name}: ${reason ?? status}`),
  };
}
