import type { Deps } from '#server/deps-type.ts';

/** Which of the first steps an account has taken, told from what is there. */
export interface FirstSteps {
  knowledge: boolean;
  search: boolean;
  agent: boolean;
  publish: boolean;
  use: boolean;
}

/** Ticks the home page's checklist. */
export async function firstSteps(deps: Pick<Deps, 'db'>, { ownerId }: { ownerId: string }): Promise<FirstSteps> {
  const [documents, searched, agents, live, keys] = await Promise.all([
    deps.db.document.count({ where: { ownerId, state: 'ready' } }),
    deps.db.knowledge.count({ where: { ownerId, searchedAt: { not: null } } }),
    deps.db.agent.count({ where: { ownerId } }),
    deps.db.deployment.count({ where: { ownerId, state: 'live' } }),
    deps.db.accessKey.count({ where: { ownerId, usedAt: { not: null } } }),
  ]);
  return { knowledge: documents > 0, search: searched > 0, agent: agents > 0, publish: live > 0, use: keys > 0 };
}
