import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from './find-own-prompt.ts';

export interface PromptVersionRow {
  id: string;
  number: number;
  note: string;
  contentRoot: string | null;
  createdAt: Date;
  text: string;
}

/** A prompt's versions with their texts, newest first. */
export async function listPromptVersions(
  deps: Deps,
  input: { ownerId: string; promptId: string },
): Promise<PromptVersionRow[]> {
  await findOwnPrompt(deps, input);
  const rows = await deps.db.version.findMany({
    where: { componentId: input.promptId, isReady: true },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, note: true, contentRoot: true, createdAt: true, manifest: true },
  });
  return rows.map(({ manifest, ...version }) => ({
    ...version,
    text: bundleManifestSchema.parse(manifest).prompt?.text ?? '',
  }));
}
