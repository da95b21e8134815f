import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import type { GenerationEvent } from '#runtime/engine/engine.ts';
import { openStopFilter, type StopFilter } from '#runtime/engine/open-stop-filter.ts';
import { type CallEvent, type CallReader, openCallReader } from '#runtime/engine/tool-calls/open-call-reader.ts';
import { newCallId } from './new-call-id.ts';
import type { ToolPlan } from './plan-tools.ts';
import type { ModelCall, Round } from './round.ts';

type Generated = Extract<GenerationEvent, { type: 'text' }>;
type Told = NonNullable<Generated['logprobs']>;
type Text = Extract<CallEvent, { type: 'text' }>;

/** From generated text to events, and into the round. */
export interface RoundTeller {
  tell(event: Generated): Generator<AnswerEvent>;
  /** What is left when generation has ended by itself. */
  end(): Generator<AnswerEvent>;
  /** Whether a stop string was met: nothing more is told then. */
  readonly isStopped: boolean;
}

export interface RoundTellerOptions {
  plan: ToolPlan;
  round: Round;
  /** Met in words only: calls are not cut. */
  stop: string[];
  /** Whether the answer is to have a form. */
  isFormed: boolean;
}

/** Opens a teller for a round with functions on offer: calls are told apart from words, and log probabilities are told of words only. */
export function openRoundTeller(options: RoundTellerOptions): RoundTeller {
  return new Teller(options);
}

class Teller implements RoundTeller {
  private readonly plan: ToolPlan;
  private readonly round: Round;
  private readonly reader: CallReader;
  private readonly stops: StopFilter;
  private readonly tokens: { told: Told[number]; at: number }[] = [];
  private generated = 0;
  /** Where the words end, in all that was generated, that may be shown. */
  private read = 0;
  private held = 0;
  private index = -1;
  isStopped = false;

  constructor({ plan, round, stop, isFormed }: RoundTellerOptions) {
    this.plan = plan;
    this.round = round;
    this.reader = openCallReader(plan.format, plan.functions, { isFormed });
    this.stops = openStopFilter(stop);
  }

  *tell({ text, logprobs = [] }: Generated): Generator<AnswerEvent> {
    let at = this.generated;
    const decoder = new TextDecoder();
    for (const told of logprobs) {
      this.tokens.push({ told, at });
      at += decoder.decode(Uint8Array.from(told.bytes), { stream: true }).length;
    }
    this.generated += text.length;
    for (const event of this.reader.push(text)) yield* this.tellOne(event);
  }

  *end(): Generator<AnswerEvent> {
    for (const event of this.reader.end()) yield* this.tellOne(event);
    yield* this.release();
  }

  private *tellOne(event: CallEvent): Generator<AnswerEvent> {
    if (this.isStopped) return;
    if (event.type === 'text') yield* this.tellText(event);
    else if (event.type === 'call') yield* this.begin(event.name);
    else yield* this.goOn(event);
  }

  private *tellText({ text, at }: Text): Generator<AnswerEvent> {
    const shown = this.stops.push(text);
    this.isStopped = shown.isStopped;
    this.read = at + text.length;
    this.held += text.length - shown.text.length;
    yield* this.show(shown.text);
  }

  private *release(): Generator<AnswerEvent> {
    if (this.isStopped) return;
    const rest = this.stops.rest();
    this.held -= rest.length;
    yield* this.show(rest);
  }

  private *show(text: string): Generator<AnswerEvent> {
    if (text === '') return;
    this.round.text += text;
    const logprobs = this.take(this.read - this.held);
    yield { type: 'text', text, ...(logprobs.length > 0 ? { logprobs } : {}) };
  }

  /** The tokens that begin in front of a place. */
  private take(end: number): Told {
    const count = this.tokens.findIndex(({ at }) => at >= end);
    return this.tokens.splice(0, count === -1 ? this.tokens.length : count).map(({ told }) => told);
  }

  private *begin(name: string): Generator<AnswerEvent> {
    yield* this.release();
    const call: ModelCall = { id: newCallId(), name, arguments: '', isComplete: false };
    this.round.calls.push(call);
    if (this.plan.own.has(name)) return;
    // Behind one that must be checked first, the others wait their turn.
    const waits = this.round.untold.length > 0 || this.round.unenforced.has(name);
    if (waits) {
      this.round.untold.push(call);
      return;
    }
    this.index += 1;
    yield { type: 'tool-call', index: this.index, id: call.id, name };
  }

  private *goOn(event: Exclude<CallEvent, { type: 'text' | 'call' }>): Generator<AnswerEvent> {
    const call = this.round.calls.at(-1);
    if (!call) return;
    if (event.type === 'called') {
      call.isComplete = true;
      return;
    }
    call.arguments += event.text;
    if (this.plan.own.has(call.name) || this.round.untold.includes(call)) return;
    yield { type: 'tool-arguments', index: this.index, text: event.text };
  }
}
