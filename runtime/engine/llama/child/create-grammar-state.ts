import type { LlamaGrammarEvaluationState } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { ChatModel } from './loaded-types.ts';

/** Prepares a GBNF grammar for one generation. Throws `invalid_input` when it can't be read. */
export async function createGrammarState(chat: ChatModel, grammar: string): Promise<LlamaGrammarEvaluationState> {
  const { library, model } = chat;
  try {
    return new library.LlamaGrammarEvaluationState({ model, grammar: await model.llama.createGrammar({ grammar }) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid_input', `The grammar can't be read: ${reason}`, { cause, param: 'grammar' });
  }
}
