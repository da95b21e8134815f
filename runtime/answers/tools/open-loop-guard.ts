import { canonicalJson } from '#protocol/canonical-json.ts';
import type { AnswerInput } from '#runtime/answers/answer-types.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';
import type { MadeCall } from './execute-calls.ts';
import type { ToolPlan } from './plan-tools.ts';
import type { ModelCall } from './run-round.ts';

export interface RoundLimits {
  mode: 'text' | 'auto' | 'calls';
  /** All of the plan's, or the one that was named. */
  functions: ToolFunction[];
  mostCalls: number;
  /** Completion tokens of this round at most. */
  maxTokens: number;
}

/** Keeps an agent's rounds within its limits, and out of circles. */
export interface LoopGuard {
  /** What the next round may do: at first what was asked for, then as the model likes, and words only when a limit is reached. */
  nextRound(): RoundLimits;
  countTokens(completionTokens: number): void;
  /** Calls that are not to be made, with the reason that the model is told. */
  judge(calls: ModelCall[]): Map<ModelCall, string>;
  note(made: MadeCall[]): void;
  /** No tokens are left for another round. */
  isSpent(): boolean;
}

/** Opens the guard of one request by the agent's tool policy and the request's own limit of tokens. */
export function openLoopGuard(input: AnswerInput, plan: ToolPlan): LoopGuard {
  return new Guard(input, plan);
}

class Guard implements LoopGuard {
  private readonly input: AnswerInput;
  private readonly plan: ToolPlan;
  private readonly tokenLimit: number;
  private readonly results = new Map<string, string>();
  private refused: ReadonlyMap<ModelCall, string> = new Map();
  private rounds = 0;
  private calls = 0;
  private tokens = 0;
  private repeats = 0;

  constructor(input: AnswerInput, plan: ToolPlan) {
    this.input = input;
    this.plan = plan;
    const { request, agent } = input;
    const asked = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
    this.tokenLimit = plan.own.size > 0 ? Math.min(asked, agent.manifest.toolPolicy.maxTokens) : asked;
  }

  nextRound(): RoundLimits {
    const { request, agent } = this.input;
    const { toolPolicy, generation } = agent.manifest;
    const asked = request.max_completion_tokens ?? request.max_tokens ?? generation.maxCompletionTokens;
    const mayCall = this.rounds < toolPolicy.maxSteps && this.calls < toolPolicy.maxCalls && this.repeats < 2;
    const choice = this.rounds === 0 ? this.plan.choice : 'auto';
    this.rounds += 1;
    const { functions } = this.plan;
    return {
      mode: mayCall ? modeOf(choice) : 'text',
      functions: typeof choice === 'string' ? functions : functions.filter(({ name }) => name === choice.function.name),
      mostCalls: typeof choice === 'string' ? this.plan.mostCalls : 1,
      maxTokens: Math.min(asked, this.tokenLimit - this.tokens),
    };
  }

  countTokens(completionTokens: number): void {
    this.tokens += completionTokens;
  }

  judge(calls: ModelCall[]): Map<ModelCall, string> {
    const { maxCalls } = this.input.agent.manifest.toolPolicy;
    const refusals = new Map<ModelCall, string>();
    const now = new Set<string>();
    for (const call of calls) {
      const key = keyOf(call);
      const earlier = this.results.get(key);
      if (earlier !== undefined) refusals.set(call, `This call was made already. Its result was: ${earlier}`);
      else if (now.has(key)) refusals.set(call, 'The same call stands beside this one.');
      else if (this.calls >= maxCalls)
        refusals.set(call, `Not made: at most ${maxCalls} calls are made for one answer.`);
      else this.calls += 1;
      now.add(key);
    }
    if (calls.some((call) => this.results.has(keyOf(call)))) this.repeats += 1;
    this.refused = refusals;
    return refusals;
  }

  note(made: MadeCall[]): void {
    for (const { call, result } of made) {
      if (!this.refused.has(call)) this.results.set(keyOf(call), result.content);
    }
  }

  isSpent(): boolean {
    return this.tokens >= this.tokenLimit;
  }
}

function modeOf(choice: ToolPlan['choice']): 'text' | 'auto' | 'calls' {
  if (choice === 'none') return 'text';
  return choice === 'auto' ? 'auto' : 'calls';
}

/** The same call is the same function with equal arguments, in whatever order and spacing they were written. */
function keyOf({ name, arguments: given }: ModelCall): string {
  try {
    return `${name} ${canonicalJson(JSON.parse(given))}`;
  } catch {
    return `${name} ${given}`;
  }
}
