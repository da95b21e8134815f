import type { Deploying } from './run-steps.ts';

const goingOn = new Set(['planned', 'fetching', 'restoring', 'loading', 'warming', 'testing']);

/** Frees the memory of models that nothing live, and no deployment on its way, needs. */
export async function unloadUnusedModels({ parts, book, live }: Deploying): Promise<void> {
  const manifests = [
    ...live.list().map((agent) => agent.manifest),
    ...book.records.filter((record) => goingOn.has(record.state)).map((record) => record.manifest),
  ];
  const needed = new Set(manifests.flatMap(({ model, embedding }) => [model.sha256, embedding?.sha256]));
  for (const { modelId, kind } of parts.engine.status().models) {
    if (kind === 'chat' && !needed.has(modelId)) await parts.engine.unload(modelId);
  }
}
