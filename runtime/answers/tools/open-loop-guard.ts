import { canonicalJson } from '#protocol/canonical-json.ts';
import type { AnswerInput } from '#runtime/answers/answer-types.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';
import type { MadeCall } from './execute-calls.ts';
import type { ToolPlan } from './plan-tools.ts';
import type { ModelCall } from './round.ts';

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
export function openLoopGuard(task: GuardTask): LoopGuard {
  return new Guard(task);
}

interface GuardTask {
  input: AnswerInput;
  plan: ToolPlan;
  wanted: ToolFunction[];
}

class Guard implements LoopGuard {
  private readonly input: AnswerInput;
  private readonly plan: ToolPlan;
  private readonly wanted: ToolFunction[];
  private readonly tokenLimit: number;
  private readonly results = new Map<string, string>();
  private refused: ReadonlyMap<ModelCall, string> = new Map();
  private rounds = 0;
  private calls = 0;
  private tokens = 0;
  private repeats = 0;

  constructor({ input, plan, wanted }: GuardTask) {
    this.input = input;
    this.plan = plan;
    this.wanted = wanted;
    const { request, agent } = input;
    const asked = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
    this.tokenLimit = plan.own.size > 0 ? Math.min(asked, agent.manifest.toolPolicy.maxTokens) : asked;
  }

  nextRound(): RoundLimits {
    const { request, agent } = this.input;
    const { toolPolicy, generation } = agent.manifest;
    const asked = request.max_completion_tokens ?? request.max_tokens ?? generation.maxCompletionTokens;
    const mayCall = this.rounds < toolPolicy.maxSteps && this.calls < toolPolicy.maxCalls && this.repeats < 2;
    const first = this.rounds === 0 ? this.firstRound() : this.laterRound();
    this.rounds += 1;
    return {
      ...(mayCall ? first : { ...first, mode: 'text' as const }),
      maxTokens: Math.min(asked, this.tokenLimit - this.tokens),
    };
  }

  private firstRound(): Omit<RoundLimits, 'maxTokens'> {
    const { choice, functions, mostCalls } = this.plan;
    if (typeof choice !== 'string') {
      return { mode: 'calls', functions: functions.filter(({ name }) => name === choice.function.name), mostCalls: 1 };
    }
    if (this.wanted.length > 0) return { mode: 'calls', functions: this.wanted, mostCalls };
    return { ...this.laterRound(), ...(choice === 'required' ? { mode: 'calls' } : {}) };
  }

  private laterRound(): Omit<RoundLimits, 'maxTokens'> {
    const { functions, mostCalls } = this.plan;
    return { mode: functions.length > 0 ? 'auto' : 'text', functions, mostCalls };
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

/** The same call is the same function with equal arguments, in whatever order and spacing they were written. */
function keyOf({ name, arguments: given }: ModelCall): string {
  try {
    return `${name} ${canonicalJson(JSON.parse(given))}`;
  } catch {
    return `${name} ${given}`;
  }
}
