import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from './find-own-prompt.ts';

export interface PromptVersionRow {
  id: string;
  number: number;
  note: string;
  contentRoot: string | null;
  createdAt: Date;
  /** The owner's own mark; empty without one. */
  label: string;
  text: string;
  fewShot: FewShotRow[];
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
    select: { id: true, number: true, note: true, label: true, contentRoot: true, createdAt: true, manifest: true },
  });
  return rows.map(({ manifest, ...version }) => {
    const { prompt } = bundleManifestSchema.parse(manifest);
    return { ...version, text: prompt?.text ?? '', fewShot: prompt?.fewShot ?? [] };
  });
}
