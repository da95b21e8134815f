import { AppError } from '#protocol/errors.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from '#server/prompts/find-own-prompt.ts';
import { assertTemplates } from './assert-templates.ts';
import { promptLicences } from './prompt-licences.ts';

/** The draft's prompt texts, with those of the prompt components it names in their place, and their examples. Throws `invalid_input` for a template that can't be right, `not_found` for a prompt that is gone. */
export async function resolvePrompts(deps: Deps, input: { ownerId: string; draft: AgentDraft }): Promise<PromptPolicy> {
  const { draft, ownerId } = input;
  const { prompts } = draft;
  const resolve = (promptId: string | null, own: PromptTexts) => resolveOne(deps, { ownerId, promptId, own });
  const system = await resolve(draft.systemPromptId, { text: prompts.system, fewShot: prompts.fewShot });
  const rag = await resolve(draft.ragPromptId, { text: prompts.rag, fewShot: [] });
  const rules: PromptPolicy['rules'] = [];
  for (const { promptId, ...rule } of prompts.rules) {
    const { text, fewShot } = await resolve(promptId, { text: rule.system, fewShot: rule.fewShot });
    rules.push({ ...rule, system: text, fewShot });
  }
  const used = [draft.systemPromptId, draft.ragPromptId, ...prompts.rules.map(({ promptId }) => promptId)];
  const licences = await promptLicences(deps, { ownerId, promptIds: used.filter((id) => id !== null) });
  const policy = {
    ...{ ...prompts, system: system.text, rag: rag.text, fewShot: system.fewShot, rules },
    ...(licences.length > 0 ? { licences } : {}),
  };
  assertTemplates(policy);
  return policy;
}

interface PromptTexts {
  text: string;
  fewShot: FewShotRow[];
}

/** A component's own examples take the place of the draft's where it has any. */
async function resolveOne(
  deps: Deps,
  { ownerId, promptId, own }: { ownerId: string; promptId: string | null; own: PromptTexts },
): Promise<PromptTexts> {
  if (!promptId) return own;
  const prompt = await findOwnPrompt(deps, { ownerId, promptId }).catch((cause: unknown) => {
    throw new AppError('not_found', 'A prompt of this agent no longer exists; choose another in its form.', {
      ...{ param: 'prompts', cause },
    });
  });
  return { text: prompt.text, fewShot: prompt.fewShot.length > 0 ? prompt.fewShot : own.fewShot };
}
