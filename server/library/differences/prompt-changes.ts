import type { BundleManifest } from '#protocol/manifests/bundle-manifest.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';
import { type Change, textChange, valueChange } from './change.ts';

type Prompt = NonNullable<BundleManifest['prompt']>;

/** What changed between two versions of a prompt. */
export function promptChanges(before: Prompt, after: Prompt): Change[] {
  return [
    ...valueChange({ field: 'role', before: before.role, after: after.role }),
    ...textChange({ field: 'text' }, { before: before.text, after: after.text }),
    ...exampleChanges(before.fewShot ?? [], after.fewShot ?? []),
  ];
}

/** Worked examples, as text. */
export function exampleChanges(before: FewShotRow[], after: FewShotRow[]): Change[] {
  const written = (rows: FewShotRow[]) => rows.map(({ question, answer }) => `${question}\n→ ${answer}`).join('\n');
  return textChange({ field: 'examples' }, { before: written(before), after: written(after) });
}
