import type { Deps } from '#server/deps-type.ts';

export interface DocumentCounts {
  total: number;
  ready: number;
  /** Queued or being read. */
  running: number;
  failed: number;
}

/** How many documents of each knowledge base are in which state. */
export async function countDocuments(
  deps: Pick<Deps, 'db'>,
  knowledgeIds: readonly string[],
): Promise<(knowledgeId: string) => DocumentCounts> {
  const groups = await deps.db.document.groupBy({
    by: ['knowledgeId', 'state'],
    where: { knowledgeId: { in: [...knowledgeIds] } },
    _count: { _all: true },
  });
  return (knowledgeId) => {
    const own = groups.filter((group) => group.knowledgeId === knowledgeId);
    const sum = (...states: string[]) =>
      own.filter(({ state }) => states.includes(state)).reduce((total, { _count }) => total + _count._all, 0);
    const [ready, failed] = [sum('ready'), sum('failed')];
    const running = sum('queued', 'parsing', 'chunking', 'embedding');
    return { total: ready + failed + running + sum('cancelled'), ready, running, failed };
  };
}
