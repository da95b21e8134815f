import { addVersion } from '#server/components/add-version.ts';
import { buildBundle } from '#server/components/build-bundle.ts';
import { finishVersion } from '#server/components/finish-version.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from './find-own-prompt.ts';

/** Publishes the prompt's draft as its next version: a bundle signed by its owner. Throws `conflict` when another publish took the number. */
export async function publishPrompt(
  deps: Deps,
  input: { ownerId: string; promptId: string; note: string },
): Promise<{ versionId: string; number: number }> {
  const { ownerId, note } = input;
  const prompt = await findOwnPrompt(deps, input);
  const version = await deps.db.$transaction((tx) => addVersion(deps, tx, { ownerId, componentId: prompt.id, note }));
  const bundle = await buildBundle(deps, {
    ownerId,
    facts: {
      kind: 'prompt',
      name: prompt.name,
      description: prompt.description,
      version: version.number,
      createdAt: version.createdAt.toISOString(),
      licence: '',
      parents: version.parents,
      prompt: {
        role: prompt.role,
        text: prompt.text,
        ...(prompt.fewShot.length > 0 ? { fewShot: prompt.fewShot } : {}),
      },
    },
    files: [],
  });
  await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  return { versionId: version.id, number: version.number };
}
