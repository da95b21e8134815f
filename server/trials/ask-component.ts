import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { openCopyGuard } from '#protocol/market/open-copy-guard.ts';
import type { Citation } from '#protocol/retrieval/trace.ts';
import type { Deps } from '#server/deps-type.ts';
import { askTrialNode, searchTrial, type TrialAsking } from './ask-trial-node.ts';
import { findOpenTrial } from './find-open-trial.ts';
import { readTrialStream, type TrialEvent } from './read-trial-stream.ts';
import { reserveTrial, type TrialReservation } from './reserve-trial.ts';
import { releaseTrial, settleTrial } from './settle-trial.ts';
import { agentWith, mostTokens, type TrialAgent } from './trial-manifests.ts';
import { trialPersons } from './trial-persons.ts';

export type TrialPart =
  | { type: 'text'; text: string }
  | { type: 'ended'; outcome: string; finishReason: string; citations: Citation[]; isCut: boolean };

export interface TrialQuestion {
  ownerId: string;
  componentId: string;
  question: string;
  clientAddress: string;
  signal: AbortSignal;
}

const citationsShown = 5;

/**
 * Answers a question with a component on sale, on its creator's node and within its budget. Of the content nothing leaves but the answer and short quotations: an answer that repeats more is cut.
 * Throws before the first part: `not_found`, `rate_limited` (budget), `node_offline`, `loading`, or what the node refuses with; nothing is counted then.
 */
export async function askComponent(deps: Deps, input: TrialQuestion): Promise<AsyncGenerator<TrialPart>> {
  const { ownerId, question, signal } = input;
  const trial = await findOpenTrial(deps, { componentId: input.componentId });
  if (trial.dailyQuestions === 0) {
    throw new AppError(
      'not_found',
      `“${trial.name}” can be searched by its licence holders, but takes no trial questions.`,
    );
  }
  const [agent, persons] = await Promise.all([agentWith(deps, trial), trialPersons(deps, input)]);
  const tokens = mostTokens(agent.manifest);
  const reservation = await reserveTrial(deps, trial, { persons, questions: 1, tokens });
  try {
    const asking = { trial, signal };
    const passages = await searchTrial(deps, asking, { ...agent, query: question });
    const response = await askTrialNode(deps, asking, { ...agent, question });
    return answer(deps, { asking, agent, passages, response, reservation, ownerId });
  } catch (cause) {
    await releaseTrial(deps, reservation);
    throw cause;
  }
}

interface Answering {
  asking: TrialAsking;
  agent: TrialAgent;
  passages: string[];
  response: Response;
  reservation: TrialReservation;
  ownerId: string;
}

async function* answer(deps: Deps, answering: Answering): AsyncGenerator<TrialPart> {
  const { asking, agent, passages, response, reservation, ownerId } = answering;
  const guard = openCopyGuard([...agent.texts, ...passages], limits.quoteLength);
  // Where the node's count doesn't come, because the reader left or the answer was cut, all that was set aside counts.
  let tokens = { promptTokens: reservation.tokens, completionTokens: 0 };
  let end: Extract<TrialEvent, { type: 'extras' }> | null = null;
  let isLost = false;
  try {
    for await (const event of untilCut(response, guard)) {
      if (event.type === 'usage') tokens = event.tokens;
      else if (event.type === 'extras') end = event;
      else yield event;
    }
    const rest = guard.rest();
    if (rest !== '') yield { type: 'text', text: rest };
    yield endOf(end, guard.isCut());
  } catch (cause) {
    isLost = !asking.signal.aborted;
    throw cause;
  } finally {
    if (isLost) await releaseTrial(deps, reservation);
    else await settleTrial(deps, reservation, { ...tokens, ownerId, kind: 'question' });
  }
}

async function* untilCut(
  response: Response,
  guard: ReturnType<typeof openCopyGuard>,
): AsyncGenerator<TrialEvent, void, undefined> {
  for await (const event of readTrialStream(response)) {
    if (event.type !== 'text') {
      yield event;
      continue;
    }
    const text = guard.take(event.text);
    if (text !== '') yield { type: 'text', text };
    if (guard.isCut()) return;
  }
}

function endOf(end: Extract<TrialEvent, { type: 'extras' }> | null, isCut: boolean): TrialPart {
  const citations = (end?.citations ?? []).slice(0, citationsShown).map((citation) => ({
    ...citation,
    chunkId: '',
    quote: citation.quote.slice(0, limits.quoteLength),
  }));
  const finishReason = isCut ? 'length' : (end?.finishReason ?? 'stop');
  return { type: 'ended', outcome: end?.outcome ?? 'grounded', finishReason, citations, isCut };
}
