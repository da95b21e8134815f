import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import type { Deps } from '#server/deps-type.ts';
import { people } from './people.ts';
import { sample } from './sample.ts';
import { seedTime } from './seed-time.ts';

/** Gives the seeded accounts, components and agent the seed's clock, so that pictures of them are alike. */
export async function setSeedTimes(deps: Pick<Deps, 'db'>): Promise<void> {
  const accounts = [localOwnerId, ...people.map(({ id }) => id)];
  for (const [index, id] of accounts.entries()) {
    await deps.db.account.updateMany({ where: { id }, data: { createdAt: seedTime(index) } });
    const prompts = await deps.db.component.findMany({
      where: { ownerId: id, kind: 'prompt' },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    for (const [place, prompt] of prompts.entries()) await setComponentTimes(deps, prompt.id, 10 + place);
  }
  await setComponentTimes(deps, sample.knowledgeId, 30);
  const times = { createdAt: seedTime(40), updatedAt: seedTime(40) };
  await deps.db.agent.updateMany({ where: { id: sample.agentId }, data: times });
}

async function setComponentTimes(deps: Pick<Deps, 'db'>, id: string, minutes: number): Promise<void> {
  const times = { createdAt: seedTime(minutes), updatedAt: seedTime(minutes) };
  await deps.db.component.updateMany({ where: { id }, data: times });
}
