import type { Token } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import { chooseSlot } from './choose-slot.ts';
import { generate } from './generate.ts';
import type { ChatModel, ChatSlot } from './loaded-types.ts';
import { rawPrompt } from './raw-prompt.ts';
import { renderPrompt } from './render-prompt.ts';

export interface ChatRun {
  request: ChatRequest;
  signal: AbortSignal;
  emit(event: GenerationEvent): void;
}

/** Runs one chat request on the slot that fits it best. Throws `context_length_exceeded`, `invalid_input`, `client_closed`. */
export async function runChat(chat: ChatModel, { request, signal, emit }: ChatRun): Promise<void> {
  const prompt =
    request.prompt === undefined ? renderPrompt(chat.format, chat.model, request) : rawPrompt(chat, request.prompt);
  refuseLongPrompt(prompt.length, chat.about.contextTokens);
  const startedAt = performance.now();
  const { slot, index, shared } = takeSlot(chat, prompt);

  try {
    const cachedTokens = await prefill(chat, slot, { prompt: prompt.slice(0, -1), shared, signal });
    const prefillMs = performance.now() - startedAt;
    emit({ type: 'started', promptTokens: prompt.length, cachedTokens, queuedMs: 0, prefillMs });
    await generate(chat, { request, prompt, sequence: slot.sequence, index, signal, emit });
  } catch (error) {
    // What a failed computation left in the sequence is unknown.
    if (!(error instanceof AppError)) await slot.sequence.clearHistory();
    throw error;
  } finally {
    slot.isBusy = false;
  }
}

function refuseLongPrompt(promptTokens: number, contextTokens: number): void {
  if (promptTokens < contextTokens) return;
  throw new AppError(
    'context_length_exceeded',
    `The prompt has ${promptTokens} tokens, the model reads at most ${contextTokens} and needs room for an answer; shorten the messages.`,
    { param: 'messages' },
  );
}

function takeSlot(chat: ChatModel, prompt: number[]): { slot: ChatSlot; index: number; shared: number } {
  const kept = chat.slots.map(({ sequence, isBusy, usedAt }) => ({ tokens: sequence.contextTokens, isBusy, usedAt }));
  const chosen = chooseSlot(kept, prompt);
  const slot = chosen && chat.slots[chosen.index];
  if (!chosen || !slot) throw new AppError('queue_full');

  chat.uses += 1;
  slot.isBusy = true;
  slot.usedAt = chat.uses;
  return { slot, index: chosen.index, shared: chosen.shared };
}

/** Brings the sequence to hold exactly these tokens; gives how many it held already. */
async function prefill(
  chat: ChatModel,
  { sequence }: ChatSlot,
  { prompt, shared, signal }: { prompt: number[]; shared: number; signal: AbortSignal },
): Promise<number> {
  await sequence.adaptStateToTokens(prompt.slice(0, shared) as Token[], false);
  // Some architectures can't cut a sequence and start anew.
  const cachedTokens = sequence.nextTokenIndex;

  for (let at = cachedTokens; at < prompt.length; ) {
    const end = Math.min(prompt.length, at + chat.prefillBatchTokens);
    const batch = prompt.slice(at, end) as Token[];
    await chat.stepper.prefill(prompt.length - at, () => sequence.evaluateWithoutGeneratingNewTokens(batch), signal);
    at = end;
  }
  // For architectures that can't cut a sequence: the next turn of this conversation starts from here. Nothing for others.
  await sequence.takeCheckpoint();
  return cachedTokens;
}
