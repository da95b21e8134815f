import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { GaiaExtras } from '#protocol/retrieval/trace.ts';
import type { Scope } from '#protocol/signing/typed-messages.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { PromptMeans } from '#runtime/prompts/prompt-means.ts';

export interface AnswerDeps {
  engine: Engine;
  store: VectorStore;
  /** What prompt rules and functions reach; without it only what needs nothing works. */
  prompts?: PromptMeans | undefined;
}

export interface AnswerInput {
  /** What answers: a live agent, or a draft with the collections to search. */
  agent: { manifest: AgentManifest; collections: string[] };
  request: ChatRequestBody;
  scope: Scope;
  callerId: string;
  /** Which of `n` answers this is; it varies the seed. */
  choice: number;
  signal: AbortSignal;
}

export interface AnswerUsage {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
}

export type AnswerEvent =
  | { type: 'text'; text: string }
  | { type: 'ended'; finishReason: 'stop' | 'length'; usage: AnswerUsage; extras: GaiaExtras };

export interface AnswerTimes {
  startedMs: number;
  queued: number;
  retrieval: number;
  prefill: number;
  generation: number;
  attribution: number;
}
