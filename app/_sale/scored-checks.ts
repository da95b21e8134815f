import type { Check } from './check-list.tsx';

/** The checks with the evaluation as it is now: one that was attached since has passed, and its score tells the rest. */
export function scoredChecks(checks: readonly Check[], score: object | null): Check[] {
  return checks.map((check) =>
    check.kind === 'evaluation' && score ? { ...check, outcome: 'passed', message: '' } : check,
  );
}
