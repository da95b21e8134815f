import type { Deps } from '#server/deps-type.ts';

export interface TrialCount {
  /** Questions of everybody since midnight (UTC). */
  today: number;
  mineToday: number;
  /** Calls of hosted retrieval of this person in the last minute. */
  callsThisMinute: number;
  /** Passages that this person has seen so far, ever. */
  passages: Set<string>;
}

/** How much of a trial was used. */
export async function countTrialUse(
  deps: Pick<Deps, 'db' | 'clock'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<TrialCount> {
  const now = deps.clock();
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  const questions = { componentId, kind: { in: ['question', 'comparison'] }, usedAt: { gte: midnight } };
  const searches = { componentId, ownerId, kind: 'search' };
  const [today, mineToday, callsThisMinute, seen] = await Promise.all([
    deps.db.trialUse.count({ where: questions }),
    deps.db.trialUse.count({ where: { ...questions, ownerId } }),
    deps.db.trialUse.count({ where: { ...searches, usedAt: { gte: new Date(now.getTime() - 60_000) } } }),
    deps.db.trialUse.findMany({ where: searches, select: { passages: true } }),
  ]);
  return { today, mineToday, callsThisMinute, passages: new Set(seen.flatMap(({ passages }) => passages)) };
}
