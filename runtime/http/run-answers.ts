import { answerInFormat } from '#runtime/answers/answer-in-format.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import type { ChatParts, ChatTask } from './respond-chat.ts';

/** Runs the `n` answers of a request side by side, telling each one's events as they come. One that fails ends all. */
export async function runAnswers(
  parts: ChatParts,
  task: ChatTask,
  onEvent: (choice: number, event: AnswerEvent) => Promise<void> | void,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([task.signal, failed.signal]);
  const startedMs = performance.now();
  let isFirst = true;
  const run = async (choice: number) => {
    for await (const event of answerInFormat(parts, { ...task, choice, signal })) {
      if (isFirst) parts.metrics.observeFirstToken((performance.now() - startedMs) / 1_000);
      isFirst = false;
      if (event.type === 'ended') countTokens(parts, event.usage);
      await onEvent(choice, event);
    }
  };
  const choices = Array.from({ length: task.request.n ?? 1 }, (_, choice) => choice);
  const results = await Promise.allSettled(
    choices.map((choice) =>
      run(choice).catch((cause: unknown) => {
        failed.abort(cause);
        throw cause;
      }),
    ),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failed.signal.reason;
}

function countTokens(
  { metrics }: ChatParts,
  usage: { promptTokens: number; cachedTokens: number; completionTokens: number },
): void {
  metrics.countTokens('prompt', usage.promptTokens);
  metrics.countTokens('cached', usage.cachedTokens);
  metrics.countTokens('completion', usage.completionTokens);
}
