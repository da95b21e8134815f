import type { Completion } from '#protocol/openai/completion-request.ts';
import { respondEvents } from '#runtime/http/respond-events.ts';
import { completionIdentity } from './complete-text.ts';
import { type CompletionEvent, type CompletionParts, type CompletionTask, runCompletions } from './run-completions.ts';
import { toLegacyLogprobs } from './to-legacy-logprobs.ts';

/** A text completion as server-sent events: parts of the text, one with `finish_reason` for each choice, optionally one with usage and no choices, then `[DONE]`. */
export function streamText(parts: CompletionParts, task: CompletionTask): Promise<Response> {
  return respondEvents(parts, task.signal, async ({ send, signal }) => {
    const identity = completionIdentity(task.request.model);
    const usageOf = task.request.stream_options?.include_usage === true ? { usage: null } : {};
    const shown = new Map<number, number>();
    const count = openCount(task.request.n ?? 1);
    await runCompletions(parts, { ...task, signal }, async (choice, event) => {
      count.add(choice, event);
      const offset = shown.get(choice) ?? 0;
      const chunk = chunkOf(choice, event, { offset, wantsLogprobs: typeof task.request.logprobs === 'number' });
      if (!chunk) return;
      shown.set(choice, offset + chunk.text.length);
      await send({ ...identity, choices: [chunk], ...usageOf });
    });
    if ('usage' in usageOf) await send({ ...identity, choices: [], usage: count.usage() });
    await send('[DONE]');
  });
}

/** Counts tokens; a prompt that is continued several times counts once. */
function openCount(choicesPerPrompt: number) {
  let prompt = 0;
  let completion = 0;
  return {
    add(choice: number, event: CompletionEvent) {
      if (event.type === 'started' && choice % choicesPerPrompt === 0) prompt += event.promptTokens;
      if (event.type === 'ended') completion += event.completionTokens;
    },
    usage: () => ({ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }),
  };
}

function chunkOf(
  index: number,
  event: CompletionEvent,
  { offset, wantsLogprobs }: { offset: number; wantsLogprobs: boolean },
): Completion['choices'][number] | null {
  if (event.type === 'started')
    return event.echo === '' ? null : { index, text: event.echo, finish_reason: null, logprobs: null };
  if (event.type === 'ended') return { index, text: '', finish_reason: event.finishReason, logprobs: null };
  const logprobs = wantsLogprobs ? toLegacyLogprobs(event.logprobs ?? [], offset) : null;
  return { index, text: event.text, finish_reason: null, logprobs };
}
