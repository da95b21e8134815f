import type { Deps } from '#server/deps-type.ts';
import { importBundle } from '#server/knowledge/import/import-bundle.ts';
import type { BoughtBundle } from '#server/library/open-bought-bundle.ts';
import { importAgent } from './import-agent.ts';
import { importPart } from './import-part.ts';

/** Installs a bought bundle as a component of its kind, or as the newer version of one. Throws what reading the bundle throws. */
export async function importBought(
  deps: Deps,
  input: BoughtBundle & { ownerId: string; kind: string; componentId: string | null },
): Promise<{ componentId: string }> {
  const { kind, componentId, ...rest } = input;
  if (kind === 'agent') return importAgent(deps, { ...rest, componentId });
  if (kind !== 'knowledge') return importPart(deps, { ...rest, componentId });
  const { knowledgeId } = await importBundle(deps, { ...rest, ...(componentId ? { knowledgeId: componentId } : {}) });
  return { componentId: knowledgeId };
}
