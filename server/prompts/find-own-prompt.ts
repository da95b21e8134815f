import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { type FewShotRow, fewShotRowSchema } from '#protocol/prompts/prompt-rules.ts';
import type { Deps } from '#server/deps-type.ts';
import { type PromptRole, promptRoles } from './prompt-role.ts';

export interface OwnPrompt {
  id: string;
  name: string;
  description: string;
  role: PromptRole;
  text: string;
  fewShot: FewShotRow[];
  updatedAt: Date;
}

/** The owner's prompt with its draft text. Throws `not_found`, also for somebody else's. */
export async function findOwnPrompt(deps: Deps, input: { ownerId: string; promptId: string }): Promise<OwnPrompt> {
  const row = await deps.db.component.findFirst({
    where: { id: input.promptId, ownerId: input.ownerId, kind: 'prompt' },
    select: {
      id: true,
      name: true,
      description: true,
      updatedAt: true,
      prompt: { select: { role: true, text: true, fewShot: true } },
    },
  });
  if (!row?.prompt) throw new AppError('not_found', 'No prompt of yours has this id; it may have been deleted.');
  const { prompt, ...component } = row;
  return {
    ...component,
    text: prompt.text,
    role: z.enum(promptRoles).parse(prompt.role),
    fewShot: z.array(fewShotRowSchema).parse(prompt.fewShot),
  };
}
