import type { LiveAgents } from '#runtime/deployments/live-agent.ts';
import type { ModelStore } from './open-model-store.ts';

/** Hashes the files of the models that live agents use: whether each is right, missing or wrong. */
export async function checkLiveModels(
  models: ModelStore,
  agents: LiveAgents,
): Promise<{ id: string; state: 'right' | 'missing' | 'wrong' }[]> {
  const used = agents
    .list()
    .flatMap(({ manifest }) => [manifest.model, ...(manifest.embedding ? [manifest.embedding] : [])]);
  const unique = [...new Map(used.map((model) => [model.sha256, model])).values()];
  return Promise.all(unique.map(async (model) => ({ id: model.id, state: await models.check(model) })));
}
