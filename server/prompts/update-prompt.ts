import { AppError } from '#protocol/errors.ts';
import { templateProblem } from '#protocol/prompts/check-template.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from './find-own-prompt.ts';

export interface PromptChange {
  ownerId: string;
  promptId: string;
  name: string;
  description: string;
  text: string;
  /** The rows stay when absent. */
  fewShot?: FewShotRow[] | undefined;
}

/** Saves a prompt's name, draft text and worked examples; its published versions stay as they are. Throws `invalid_input` for a template that can't be right, whichever agent uses it. */
export async function updatePrompt(deps: Deps, input: PromptChange): Promise<void> {
  await findOwnPrompt(deps, input);
  const problem = templateProblem(input.text);
  if (problem) throw new AppError('invalid_input', problem, { param: 'text' });
  const { text, fewShot } = input;
  await deps.db.component.update({
    where: { id: input.promptId },
    data: {
      name: input.name,
      description: input.description,
      prompt: { update: { text, ...(fewShot ? { fewShot } : {}) } },
    },
    select: { id: true },
  });
}
