import { newId } from '#protocol/new-id.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { preparePrompt } from '#runtime/prompts/prepare-prompt.ts';
import { attributeAnswer } from '#runtime/retrieval/attribute-answer.ts';
import { answerFormat } from './answer-format.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput, AnswerTimes, AnswerUsage } from './answer-types.ts';
import { buildExtras, type Outcome } from './build-extras.ts';
import { callerMessages } from './caller-messages.ts';
import { findPassages } from './find-passages.ts';
import { samplingOf } from './sampling-of.ts';
import { tellFormat } from './tell-format.ts';

/** Answers one chat request: searches the agent's knowledge, refuses or generates by its evidence policy, and says which passages support what. Independent of HTTP, so that preview and API share it. */
export async function* answerRequest(deps: AnswerDeps, input: AnswerInput): AsyncGenerator<AnswerEvent> {
  const { manifest } = input.agent;
  const times: AnswerTimes = {
    startedMs: performance.now(),
    queued: 0,
    retrieval: 0,
    prefill: 0,
    generation: 0,
    attribution: 0,
  };
  const messages = callerMessages(input.request);
  const search = await findPassages(deps, { agent: input.agent, messages, signal: input.signal });
  times.retrieval = performance.now() - times.startedMs;
  const outcome = decideOutcome(search, manifest.evidence.whenMissing);
  const about = { input, search, outcome, times, traceId: newId() };

  if (outcome === 'refused') {
    // A refusal is no JSON: beside a form it has a place of its own.
    const type = answerFormat(input.request) ? 'refusal' : 'text';
    yield { type, text: manifest.evidence.refusal };
    const usage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
    const supported = { citations: [], unsupported: [] };
    yield {
      type: 'ended',
      finishReason: 'stop',
      usage,
      extras: buildExtras({ ...about, messages: [], usage, supported }),
    };
    return;
  }
  const passages = outcome === 'grounded' ? (search?.passages ?? []) : [];
  const prompt = await preparePrompt({ manifest, messages, passages });
  yield* generate(deps, { ...about, prompt: tellFormat(prompt.messages, input.request) });
}

function decideOutcome(search: SearchResult | null, whenMissing: 'refuse' | 'answer-and-say-so'): Outcome {
  if (!search) return 'no-knowledge';
  if (search.evidence.isSufficient && search.passages.length > 0) return 'grounded';
  return whenMissing === 'refuse' ? 'refused' : 'answered-without-source';
}

interface Generation {
  input: AnswerInput;
  search: SearchResult | null;
  outcome: Outcome;
  times: AnswerTimes;
  traceId: string;
  prompt: ChatMessage[];
}

async function* generate(deps: AnswerDeps, about: Generation): AsyncGenerator<AnswerEvent> {
  const { input, times, outcome, prompt } = about;
  const { manifest } = input.agent;
  const usage: AnswerUsage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
  let answer = '';
  let finishReason: 'stop' | 'length' = 'stop';
  let isCut: boolean | undefined;
  const options = samplingOf(manifest, { request: input.request, choice: input.choice });
  const chat = { modelId: manifest.model.sha256, messages: prompt, callerId: input.callerId, ...options };

  for await (const event of deps.engine.chat(chat, input.signal)) {
    if (event.type === 'started') {
      Object.assign(usage, { promptTokens: event.promptTokens, cachedTokens: event.cachedTokens });
      Object.assign(times, { queued: event.queuedMs, prefill: event.prefillMs });
    } else if (event.type === 'text') {
      answer += event.text;
      yield event;
    } else {
      usage.completionTokens = event.completionTokens;
      times.generation = event.generationMs;
      finishReason = event.finishReason;
      isCut = event.isCut;
    }
  }
  // A notice would break the form; there only `gaia.outcome` says it.
  if (outcome === 'answered-without-source' && !answerFormat(input.request)) {
    const notice = `${answer === '' ? '' : '\n\n'}${manifest.evidence.notice}`;
    yield { type: 'text', text: notice };
  }
  const supported = await attribute(deps, { ...about, answer });
  const extras = buildExtras({ ...about, messages: prompt, usage, supported });
  yield { type: 'ended', finishReason, isCut, usage, extras };
}

async function attribute(deps: AnswerDeps, about: Generation & { answer: string }) {
  const { input, search, outcome, times, answer } = about;
  const embedding = input.agent.manifest.embedding;
  if (outcome !== 'grounded' || !search || !embedding) return { citations: [], unsupported: [] };
  const startedMs = performance.now();
  const supported = await attributeAnswer(deps, { answer, search, embeddingModelId: embedding.sha256 }, input.signal);
  times.attribution = performance.now() - startedMs;
  return supported;
}
