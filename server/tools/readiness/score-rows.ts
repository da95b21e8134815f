import type { ReadinessRow } from './readiness-schema.ts';

/** 0 to 100: half for calling the right tool, half for every expected argument right as well. */
export function scoreRows(rows: readonly ReadinessRow[]): number {
  if (rows.length === 0) return 0;
  const right = rows.filter(({ isRightTool }) => isRightTool);
  const whole = right.filter(({ wrongArguments }) => wrongArguments.length === 0);
  return Math.round((50 * (right.length + whole.length)) / rows.length);
}
