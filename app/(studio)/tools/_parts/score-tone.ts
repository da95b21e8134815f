import type { BadgeTone } from '#app/_ui/badge.tsx';

/** Colour of a readiness score. */
export function scoreTone(score: number): BadgeTone {
  if (score >= 80) return 'good';
  return score >= 50 ? 'warn' : 'bad';
}
