import type { AnswerDeps, AnswerInput } from '#runtime/answers/answer-types.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';
import { embedQueries } from '#runtime/retrieval/embed-queries.ts';
import type { ToolPlan } from './plan-tools.ts';

/** Cosine of a question to a function's name and description from which the question asks for it; measured in docs/decisions/calls-of-small-models.md. */
const leastCosine = 0.3;
/** What people say that asks for no function; models whose cosines are all high are told apart by it. */
const smallTalk = ['Hello, how are you?', 'Thank you very much!', 'Write a short story.', 'What does this word mean?'];
const leastDistance = 0.05;

/**
 * The functions that the last question asks for, judged by the agent's embedding model: models whose template has no place for tools
 * are mostly too small to decide it. Empty where they decide by themselves, or nothing is asked for: they then choose among all where a call is required.
 */
export async function findWantedFunctions(
  deps: Pick<AnswerDeps, 'engine'>,
  input: AnswerInput,
  { plan, messages }: { plan: ToolPlan; messages: ChatMessage[] },
): Promise<ToolFunction[]> {
  const { embedding } = input.agent.manifest;
  const question = messages.at(-1);
  const isOpen = plan.format.kind === 'flat' && isFree(plan.choice) && plan.functions.length > 0;
  if (!isOpen || !embedding || question?.role !== 'user' || question.content.trim() === '') return [];

  const described = plan.functions.map(({ name, description }) => `${name.replaceAll(/[_-]+/g, ' ')}: ${description}`);
  const vectors = await embedQueries(
    deps,
    {
      embeddingModelId: embedding.sha256,
      fingerprint: embedding.fingerprint,
      queries: [question.content, ...smallTalk, ...described],
      priority: 'query',
    },
    input.signal,
  );
  const [asked, ...others] = vectors;
  if (!asked) return [];
  const talk = others.slice(0, smallTalk.length);
  return plan.functions.filter((_, index) => {
    const target = others[smallTalk.length + index] ?? asked;
    const nearestTalk = Math.max(...talk.map((vector) => cosine(vector, target)));
    return cosine(asked, target) >= Math.max(leastCosine, nearestTalk + leastDistance);
  });
}

/** Whether the model may choose among the functions; where a call is required, those that the question asks for come first. */
function isFree(choice: ToolPlan['choice']): boolean {
  return choice === 'auto' || choice === 'required';
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
