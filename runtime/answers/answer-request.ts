import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import { hasPostProcessors } from '#runtime/plugins/post-process-answer.ts';
import { postProcessStream } from '#runtime/plugins/post-process-stream.ts';
import { type PreparedPrompt, preparePrompt } from '#runtime/prompts/prepare-prompt.ts';
import { attributeAnswer } from '#runtime/retrieval/attribute-answer.ts';
import { answerFormat } from './answer-format.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput, AnswerTimes } from './answer-types.ts';
import { buildExtras } from './build-extras.ts';
import { callerMessages } from './caller-messages.ts';
import { finalOutcome, firstOutcome } from './decide-outcome.ts';
import { findPassages } from './find-passages.ts';
import { refuseImages } from './refuse-images.ts';
import { tellFormat } from './tell-format.ts';
import { findWantedFunctions } from './tools/find-wanted-functions.ts';
import { planTools, type ToolPlan } from './tools/plan-tools.ts';
import { type AgentResult, type AgentRun, runAgent } from './tools/run-agent.ts';
import { withholdText } from './tools/withhold-text.ts';

/**
 * Answers one chat request: searches the agent's knowledge, refuses or generates by its evidence policy, makes the calls that the
 * model asks for, and says which passages support what. Independent of HTTP, so that preview and API share it.
 */
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
  refuseImages(deps, input);
  const messages = callerMessages(input.request);
  const plan = planTools(deps, input);
  await readUnenforced(deps, plan);
  const search = await findPassages(deps, { agent: input.agent, messages, signal: input.signal });
  times.retrieval = performance.now() - times.startedMs;
  const outcome = firstOutcome({ search, messages, whenMissing: manifest.evidence.whenMissing });
  const about = { input, search, times, traceId: newId() };

  if (outcome === 'refused' && plan.functions.length === 0) {
    yield refusalOf(input);
    const result: AgentResult = { finishReason: 'stop', isCut: false, usage: noUsage, messages: [], cards: [] };
    yield endOf(about, { outcome, result, supported: noSupport });
    return;
  }
  const passages = outcome === 'grounded' ? (search?.passages ?? []) : [];
  const { agent, callerId, signal } = input;
  const metadata = input.request.metadata ?? {};
  const prompt = await preparePrompt(deps, { agent, messages, passages, metadata, callerId, signal });
  const wanted = outcome === 'grounded' ? [] : await findWantedFunctions(deps, input, { plan, messages });
  const made = { prompt: tellFormat(prompt.messages, input.request), promptChoice: prompt.prompt };
  yield* generate(deps, { ...about, plan, wanted, firstOutcome: outcome, ...made });
}

/** Schemas that calls will be checked against are read before any work. Throws `invalid_input` for one that is none. */
async function readUnenforced({ schemas }: AnswerDeps, { functions, unenforced }: ToolPlan): Promise<void> {
  for (const { name, parameters, param } of functions) {
    if (unenforced.has(name)) await schemas.prepare(parameters, param);
  }
}

const noUsage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
const noSupport = { citations: [], unsupported: [] };

/** A refusal is no JSON: beside a form it has a place of its own. */
function refusalOf({ request, agent }: AnswerInput): AnswerEvent {
  const text = agent.manifest.evidence.refusal;
  return { type: answerFormat(request) ? 'refusal' : 'text', text };
}

interface About {
  input: AnswerInput;
  search: SearchResult | null;
  times: AnswerTimes;
  traceId: string;
  promptChoice?: PreparedPrompt['prompt'];
}

/** The rounds of the model, and what the evidence policy adds to them. */
async function* generate(
  deps: AnswerDeps,
  about: About & AgentRun & { firstOutcome: ReturnType<typeof firstOutcome> },
): AsyncGenerator<AnswerEvent> {
  const { evidence } = about.input.agent.manifest;
  const rounds = runAgent(deps, about);
  // Withheld first: what a post-processor makes of withheld words would come when the calls are made, and pass.
  const events = postProcessed(deps, about, about.firstOutcome === 'refused' ? withholdText(rounds) : rounds);
  let answer = '';
  let next = await events.next();
  for (; !next.done; next = await events.next()) {
    if (next.value.type === 'text') answer += next.value.text;
    yield next.value;
  }
  const result = next.value;
  const outcome = finalOutcome(about.firstOutcome, result);
  if (outcome === 'refused') yield refusalOf(about.input);
  // A notice would break a form; there only `gaia.outcome` says it.
  const isPlain = answerFormat(about.input.request) === null;
  if (outcome === 'answered-without-source' && result.finishReason !== 'tool_calls' && isPlain) {
    yield { type: 'text', text: `${answer === '' ? '' : '\n\n'}${evidence.notice}` };
  }
  const supported = outcome === 'grounded' ? await attribute(deps, about, answer) : noSupport;
  yield endOf(about, {
    outcome,
    result: outcome === 'refused' ? { ...result, finishReason: 'stop' } : result,
    supported,
  });
}

/** The agent's rounds; where it has post-processors their texts come when they are finished and processed. */
function postProcessed(deps: AnswerDeps, about: About, rounds: ReturnType<typeof runAgent>): typeof rounds {
  const { agent, request, signal } = about.input;
  if (!hasPostProcessors(agent.manifest)) return rounds;
  const question = callerMessages(request).findLast(({ role }) => role === 'user')?.content ?? '';
  const passages = (about.search?.passages ?? []).map(({ documentName, text }) => ({ document: documentName, text }));
  return postProcessStream(rounds, (answer) => {
    if (!deps.plugins) throw new AppError('conflict', 'This node runs no plugins, and the agent has a post-processor.');
    return deps.plugins.postProcess(answer, { agent, signal, question, passages });
  });
}

async function attribute(deps: AnswerDeps, { input, search, times }: About, answer: string) {
  const embedding = input.agent.manifest.embedding;
  if (!search || !embedding || answer === '') return noSupport;
  const startedMs = performance.now();
  const supported = await attributeAnswer(deps, { answer, search, embeddingModelId: embedding.sha256 }, input.signal);
  times.attribution = performance.now() - startedMs;
  return supported;
}

function endOf(
  about: About,
  {
    outcome,
    result,
    supported,
  }: Pick<Parameters<typeof buildExtras>[0], 'outcome' | 'supported'> & { result: AgentResult },
): AnswerEvent {
  const { finishReason, isCut, usage, messages, cards } = result;
  return {
    type: 'ended',
    finishReason,
    isCut,
    usage,
    extras: buildExtras({ ...about, outcome, supported, messages, usage, cards }),
  };
}
