import type { Citation, GaiaExtras, SearchResult, Trace } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import type { AnswerInput, AnswerTimes, AnswerUsage } from './answer-types.ts';
import { samplingOf } from './sampling-of.ts';

export type Outcome = GaiaExtras['outcome'];

export interface ExtrasInput {
  input: AnswerInput;
  traceId: string;
  search: SearchResult | null;
  outcome: Outcome;
  times: AnswerTimes;
  /** The final prompt; empty when nothing was generated. */
  messages: ChatMessage[];
  usage: AnswerUsage;
  /** Which prompt was taken; absent when nothing was generated. */
  promptChoice?: Trace['prompt'];
  supported: { citations: Citation[]; unsupported: { start: number; end: number }[] };
}

/** What travels beside an answer: citations for everybody, the trace with prompt and unused passages for its owner only. */
export function buildExtras(about: ExtrasInput): GaiaExtras {
  const { traceId, outcome, supported, input } = about;
  return { traceId, outcome, ...supported, ...(input.scope === 'owner' ? { trace: buildTrace(about) } : {}) };
}

function buildTrace(about: ExtrasInput): Trace {
  const { input, traceId, search, outcome, times, messages, usage, supported, promptChoice } = about;
  const { manifest } = input.agent;
  const { startedMs, ...stages } = times;
  return {
    id: traceId,
    agent: manifest.slug,
    agentVersion: manifest.version,
    search,
    outcome,
    messages,
    sampling: { ...samplingOf(manifest, { request: input.request, choice: input.choice }) },
    usage,
    timesMs: { ...stages, total: performance.now() - startedMs },
    ...(promptChoice ? { prompt: promptChoice } : {}),
    unsupported: supported.unsupported,
  };
}
