import type { AnswerInput, AnswerTimes, AnswerUsage } from '#runtime/answers/answer-types.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import type { RoundLimits } from './open-loop-guard.ts';
import type { ToolPlan } from './plan-tools.ts';

export interface RoundInput {
  input: AnswerInput;
  plan: ToolPlan;
  limits: RoundLimits;
  messages: ChatMessage[];
  times: AnswerTimes;
  /** Which try this is, from 0: a later one draws other words. */
  attempt?: number;
}

/** A call as the model wrote it; `arguments` is no whole JSON where the limit cut it. */
export interface ModelCall {
  id: string;
  name: string;
  arguments: string;
  isComplete: boolean;
  /** Why the arguments don't fit the function's schema, where no try did. */
  misfit?: string;
}

export interface Round {
  text: string;
  calls: ModelCall[];
  finishReason: 'stop' | 'length';
  /** A stop string ended it, not the model. */
  isCut: boolean;
  usage: AnswerUsage;
  /** What the model was given. */
  prompt: ChatMessage[];
  /** Functions whose calls must be checked: the grammar can't hold the model to all that their schema says. */
  unenforced: ReadonlySet<string>;
  /** Calls of the caller's functions that were not told yet. */
  untold: ModelCall[];
}
