import { AppError } from '#protocol/errors.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

/** Makes a version's text and examples the prompt's present draft; the version itself stays. Throws `not_found`, also for somebody else's. */
export async function restorePromptVersion(
  deps: Deps,
  input: { ownerId: string; versionId: string },
): Promise<{ promptId: string }> {
  const version = await deps.db.version.findFirst({
    where: { id: input.versionId, ownerId: input.ownerId, isReady: true, component: { kind: 'prompt' } },
    select: { componentId: true, manifest: true },
  });
  const prompt = version ? bundleManifestSchema.parse(version.manifest).prompt : undefined;
  if (!version || !prompt) throw new AppError('not_found', 'No version of yours has this id.');
  await deps.db.component.update({
    where: { id: version.componentId },
    data: { updatedAt: deps.clock(), prompt: { update: { text: prompt.text, fewShot: prompt.fewShot ?? [] } } },
    select: { id: true },
  });
  return { promptId: version.componentId };
}
