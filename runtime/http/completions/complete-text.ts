import { newId } from '#protocol/new-id.ts';
import type { Completion } from '#protocol/openai/completion-request.ts';
import { type CompletionParts, type CompletionTask, runCompletions } from './run-completions.ts';
import { type Told, toLegacyLogprobs } from './to-legacy-logprobs.ts';

interface Drafted {
  echo: string;
  text: string;
  told: Told;
  finishReason: 'stop' | 'length';
  promptTokens: number;
  completionTokens: number;
}

/** Id and time that all parts of one completion share. */
export function completionIdentity(model: string) {
  const created = Math.floor(Date.now() / 1_000);
  return { id: `cmpl-${newId().replaceAll('-', '')}`, object: 'text_completion' as const, created, model };
}

/** A text completion in one piece. */
export async function completeText(parts: CompletionParts, task: CompletionTask): Promise<Completion> {
  const drafts = new Map<number, Drafted>();
  const draftOf = (choice: number): Drafted => {
    const known = drafts.get(choice);
    if (known) return known;
    const fresh = { echo: '', text: '', told: [], finishReason: 'stop' as const, promptTokens: 0, completionTokens: 0 };
    drafts.set(choice, fresh);
    return fresh;
  };
  await runCompletions(parts, task, (choice, event) => {
    const draft = draftOf(choice);
    if (event.type === 'started') Object.assign(draft, { echo: event.echo, promptTokens: event.promptTokens });
    else if (event.type === 'text') {
      draft.text += event.text;
      draft.told.push(...(event.logprobs ?? []));
    } else Object.assign(draft, { finishReason: event.finishReason, completionTokens: event.completionTokens });
  });
  const ordered = [...drafts].toSorted(([left], [right]) => left - right);
  const count = task.request.n ?? 1;
  const prompt = ordered.filter(([index]) => index % count === 0).reduce((sum, [, one]) => sum + one.promptTokens, 0);
  const completion = ordered.reduce((sum, [, one]) => sum + one.completionTokens, 0);
  return {
    ...completionIdentity(task.request.model),
    choices: ordered.map(([index, { echo, text, told, finishReason }]) => ({
      index,
      text: echo + text,
      finish_reason: finishReason,
      logprobs: typeof task.request.logprobs === 'number' ? toLegacyLogprobs(told, echo.length) : null,
    })),
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  };
}
