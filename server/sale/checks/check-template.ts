import type { BundleManifest } from '#protocol/manifests/bundle-manifest.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { ModelPart } from '#protocol/manifests/model-part.ts';
import { findModel } from '#protocol/models/catalogue.ts';
import { chatTemplateOf } from '#protocol/models/chat-templates.ts';
import type { Deps } from '#server/deps-type.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';
import { compareTemplates } from './compare-templates.ts';
import { instructionSigns } from './instruction-signs.ts';
import { hiddenSigns } from './text-signs.ts';

const shown = 5;
const longestShown = 300;

/** The model of a version, or the one that an agent brings; null where there is none of its own. */
export async function modelOf(
  deps: Pick<Deps, 'db'>,
  { ownerId, manifest }: { ownerId: string; manifest: BundleManifest },
): Promise<ModelPart | null> {
  if (manifest.model) return manifest.model;
  const bundle = manifest.agent?.model.bundle;
  if (!bundle) return null;
  const version = await deps.db.version.findFirst({
    where: { ownerId, contentRoot: bundle.contentRoot },
    select: { manifest: true },
  });
  return version ? (bundleManifestSchema.parse(version.manifest).model ?? null) : null;
}

/**
 * Holds a model's chat template against that of the model it was made from: a template speaks to the model before anybody else does, and nobody sees it. Words that instruct against its reader, or that are
 * hidden, keep it from being sold; other changes are told to buyers.
 */
export function checkTemplate({ template, madeFrom }: Pick<ModelPart, 'template' | 'madeFrom'>): CheckResult {
  const kind = 'template' as const;
  const bad = [...hiddenSigns, ...instructionSigns].find(({ pattern, isReal }) => {
    const found = pattern.exec(template);
    return found && (!isReal || isReal(found[0]));
  });
  if (bad) {
    const message = `The chat template of the model holds text that works against who asks it (${bad.name}); take it out and publish again.`;
    return {
      kind,
      outcome: 'failed',
      message,
      detail: { examples: [{ sign: bad.name, text: template.slice(0, longestShown) }] },
    };
  }
  if (template.trim() === '') {
    const message =
      'The model has no chat template; nodes put turns together in a plain form, which it may not have learnt.';
    return { kind, outcome: 'warned', message, detail: {} };
  }
  const base = madeFrom === null ? null : chatTemplateOf(madeFrom);
  if (base === null || madeFrom === null) {
    const message = `The model names no model of the catalogue that it was made from, so its chat template can't be compared with one; it is shown to buyers.`;
    return {
      kind,
      outcome: 'warned',
      message,
      detail: { examples: [{ sign: 'template', text: template.slice(0, longestShown) }] },
    };
  }
  return compared(template, { base, name: findModel(madeFrom)?.name ?? madeFrom });
}

function compared(template: string, { base, name }: { base: string; name: string }): CheckResult {
  const kind = 'template' as const;
  const { isSame, added, removed, addedTexts } = compareTemplates(base, template);
  if (isSame) return { kind, outcome: 'passed', message: `Its chat template is that of ${name}.`, detail: {} };
  const told = [...addedTexts, ...added.filter((part) => !addedTexts.some((text) => part.includes(text)))];
  const examples = told
    .slice(0, shown)
    .map((text) => ({ sign: 'added', document: 'Chat template', page: null, text: text.slice(0, longestShown) }));
  const words = addedTexts.map((text) => `“${text.slice(0, longestShown)}”`).slice(0, shown);
  const says =
    words.length > 0
      ? ` It says to the model what that one doesn't: ${words.join(', ')}.`
      : ' It says nothing more to the model.';
  const message = `Its chat template differs from that of ${name}: ${added.length} parts more, ${removed.length} fewer.${says} Buyers are told.`;
  return {
    kind,
    outcome: 'warned',
    message,
    detail: { count: added.length, examples, removed: removed.slice(0, shown) },
  };
}
