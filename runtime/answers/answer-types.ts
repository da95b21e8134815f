import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { GaiaExtras, ToolCard } from '#protocol/retrieval/trace.ts';
import type { Scope } from '#protocol/signing/typed-messages.ts';
import type { Engine, GenerationEvent } from '#runtime/engine/engine.ts';
import type { SchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import type { HostedSearcher } from '#runtime/hosted/hosted-searcher.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { NodePlugins } from '#runtime/plugins/open-node-plugins.ts';
import type { PromptMeans } from '#runtime/prompts/prompt-means.ts';
import type { ToolExecutor } from '#runtime/tools/tool-executor.ts';

export interface AnswerDeps {
  engine: Engine;
  store: VectorStore;
  /** Makes the calls of agents' own tools. */
  tools: ToolExecutor;
  /** Checks answers against the schemas they were asked to have. */
  schemas: SchemaChecker;
  /** Runs agents' post-processors; a node without it refuses agents that have some. */
  plugins?: Pick<NodePlugins, 'postProcess'> | undefined;
  /** Searches knowledge on creators' nodes; a node without it refuses agents that have some. */
  hosted?: HostedSearcher | undefined;
  /** What prompt rules and functions reach; without it only what needs nothing works. */
  prompts?: PromptMeans | undefined;
}

export interface AnswerInput {
  /** What answers: a live agent, or a draft with the collections to search. */
  agent: { manifest: AgentManifest; collections: string[]; secrets?: Record<string, string> };
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
  | { type: 'text'; text: string; logprobs?: Extract<GenerationEvent, { type: 'text' }>['logprobs'] }
  /** The agent's refusal, where the answer was to have a form that a refusal doesn't have. */
  | { type: 'refusal'; text: string }
  /** A call that the caller is asked to make; its arguments follow in parts. */
  | { type: 'tool-call'; index: number; id: string; name: string }
  | { type: 'tool-arguments'; index: number; text: string }
  /** A call that the node makes, when it starts and when it has ended. */
  | { type: 'tool-card'; card: ToolCard }
  /** `isCut`: a stop string ended the answer, not the model. */
  | {
      type: 'ended';
      finishReason: 'stop' | 'length' | 'tool_calls';
      isCut?: boolean | undefined;
      usage: AnswerUsage;
      extras: GaiaExtras;
    };

export interface AnswerTimes {
  startedMs: number;
  queued: number;
  retrieval: number;
  prefill: number;
  generation: number;
  attribution: number;
}
