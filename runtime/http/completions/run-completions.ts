import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { CompletionRequestBody } from '#protocol/openai/completion-request.ts';
import type { ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import type { NodeParts } from '#runtime/http/node-parts.ts';

export type CompletionParts = Pick<NodeParts, 'engine' | 'metrics' | 'log'>;

export interface CompletionTask {
  request: CompletionRequestBody;
  manifest: AgentManifest;
  callerId: string;
  signal: AbortSignal;
}

export type CompletionEvent =
  | Exclude<GenerationEvent, { type: 'started' }>
  | { type: 'started'; promptTokens: number; echo: string };

/** Continues every prompt `n` times, side by side, telling each one's events as they come. One that fails ends all. */
export async function runCompletions(
  parts: CompletionParts,
  task: CompletionTask,
  onEvent: (choice: number, event: CompletionEvent) => Promise<void> | void,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([task.signal, failed.signal]);
  const count = task.request.n ?? 1;
  const run = async (prompt: string | number[], choice: number) => {
    const request = toChatRequest(task, { prompt, choice });
    for await (const event of parts.engine.chat(request, signal)) {
      if (event.type !== 'started') {
        if (event.type === 'ended') parts.metrics.countTokens('completion', event.completionTokens);
        await onEvent(choice, event);
        continue;
      }
      parts.metrics.countTokens('prompt', event.promptTokens);
      const echo = task.request.echo ? await echoOf(parts, task, prompt) : '';
      await onEvent(choice, { type: 'started', promptTokens: event.promptTokens, echo });
    }
  };
  const runs = promptsOf(task.request).flatMap((prompt, at) =>
    Array.from({ length: count }, (_, index) =>
      run(prompt, at * count + index).catch((cause: unknown) => {
        failed.abort(cause);
        throw cause;
      }),
    ),
  );
  const results = await Promise.allSettled(runs);
  if (results.some(({ status }) => status === 'rejected')) throw failed.signal.reason;
}

function promptsOf({ prompt }: CompletionRequestBody): (string | number[])[] {
  if (typeof prompt === 'string') return [prompt];
  if (prompt.every((entry) => typeof entry === 'number')) return [prompt];
  return prompt;
}

async function echoOf({ engine }: CompletionParts, { manifest }: CompletionTask, prompt: string | number[]) {
  return typeof prompt === 'string' ? prompt : engine.detokenize(manifest.model.sha256, prompt);
}

/** OpenAI's defaults hold here, not the agent's: 16 tokens, temperature 1. */
function toChatRequest(
  { request, manifest, callerId }: CompletionTask,
  { prompt, choice }: { prompt: string | number[]; choice: number },
): ChatRequest {
  const { stop, seed, logprobs } = request;
  const bias = Object.entries(request.logit_bias ?? {}).map(([token, value]) => [Number(token), value]);
  return {
    modelId: manifest.model.sha256,
    messages: [],
    prompt,
    callerId,
    sampling: {
      temperature: request.temperature ?? 1,
      topP: request.top_p ?? 1,
      frequencyPenalty: request.frequency_penalty ?? 0,
      presencePenalty: request.presence_penalty ?? 0,
      ...(typeof seed === 'number' ? { seed: seed + choice } : {}),
      ...(bias.length > 0 ? { logitBias: Object.fromEntries(bias) } : {}),
    },
    maxTokens: request.max_tokens ?? 16,
    stop: typeof stop === 'string' ? [stop] : (stop ?? undefined),
    ...(typeof logprobs === 'number' ? { topLogprobs: logprobs } : {}),
  };
}
