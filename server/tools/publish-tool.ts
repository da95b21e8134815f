import { addVersion } from '#server/components/add-version.ts';
import { buildBundle } from '#server/components/build-bundle.ts';
import { finishVersion } from '#server/components/finish-version.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnTool } from './find-own-tool.ts';

/** Publishes the tool's draft as its next version: a bundle signed by its owner, without secrets. Throws `conflict` when another publish took the number. */
export async function publishTool(
  deps: Deps,
  input: { ownerId: string; toolId: string; note: string },
): Promise<{ versionId: string; number: number }> {
  const { ownerId, note } = input;
  const tool = await findOwnTool(deps, input);
  const version = await deps.db.$transaction((tx) => addVersion(deps, tx, { ownerId, componentId: tool.id, note }));
  const bundle = await buildBundle(deps, {
    ownerId,
    facts: {
      kind: 'tool',
      name: tool.name,
      description: tool.description,
      version: version.number,
      createdAt: version.createdAt.toISOString(),
      licence: '',
      parents: version.parents,
      tool: tool.definition,
    },
    files: [],
  });
  await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  return { versionId: version.id, number: version.number };
}
