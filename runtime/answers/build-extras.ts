import type { Citation, GaiaExtras, SearchResult, ToolCard, Trace } from '#protocol/retrieval/trace.ts';
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
  /** Calls that the node made. */
  cards: ToolCard[];
  supported: { citations: Citation[]; unsupported: { start: number; end: number }[] };
}

/** What travels beside an answer: citations for everybody, the trace with prompt and unused passages for its owner only. */
export function buildExtras(about: ExtrasInput): GaiaExtras {
  const { traceId, outcome, supported, input, cards } = about;
  const tools = cards.length > 0 ? { tools: cards } : {};
  return { traceId, outcome, ...supported, ...tools, ...(input.scope === 'owner' ? { trace: buildTrace(about) } : {}) };
}

function buildTrace({ input, traceId, search, outcome, times, messages, usage, supported, cards }: ExtrasInput): Trace {
  const { manifest } = input.agent;
  const { startedMs, ...stages } = times;
  const { grammar: _, ...sampling } = samplingOf(manifest, { request: input.request, choice: input.choice });
  return {
    id: traceId,
    agent: manifest.slug,
    agentVersion: manifest.version,
    search,
    outcome,
    messages: messages.map(traceMessage),
    sampling: { ...sampling },
    usage,
    timesMs: { ...stages, total: performance.now() - startedMs },
    ...(cards.length > 0 ? { tools: cards } : {}),
    unsupported: supported.unsupported,
  };
}

/** Calls of earlier rounds are told as lines behind a message's text. */
function traceMessage({ role, content, toolCalls = [] }: ChatMessage): Trace['messages'][number] {
  const calls = toolCalls.map(({ name, arguments: given }) => `${name}(${given})`);
  return { role, content: [...(content === '' ? [] : [content]), ...calls].join('\n') };
}
