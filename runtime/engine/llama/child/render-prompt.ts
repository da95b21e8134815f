import { AppError } from '#protocol/errors.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import type { PromptFormat } from './read-prompt-format.ts';
import { shieldSpecials, splitAtShields } from './shield-specials.ts';

/** The part of a model that turns text into tokens. */
export interface PromptTokenizer {
  tokens: { bos: number | null; shouldPrependBosToken: boolean };
  tokenize(text: string, specialTokens: boolean, options?: 'trimLeadingSpace'): number[];
}

/**
 * Renders a conversation by the model's own template and gives its tokens, with exactly one beginning-of-text token where the
 * model wants one. Messages can't forge control tokens. Throws `invalid_input` when the template refuses the conversation.
 */
export function renderPrompt(format: PromptFormat, tokenizer: PromptTokenizer, messages: ChatMessage[]): number[] {
  const shielded = messages.map(({ role, content }) => ({ role, content: shieldSpecials(content, format.specials) }));
  const parts = splitAtShields(renderText(format, shielded));
  const tokens = parts.flatMap((part, index) =>
    index === 0 ? tokenizer.tokenize(part, true) : tokenizer.tokenize(part, true, 'trimLeadingSpace'),
  );

  const { bos, shouldPrependBosToken } = tokenizer.tokens;
  if (bos !== null && shouldPrependBosToken && tokens[0] !== bos) tokens.unshift(bos);
  return tokens;
}

function renderText(format: PromptFormat, messages: ChatMessage[]): string {
  try {
    return render(format, messages);
  } catch (error) {
    const merged = mergeSystem(messages);
    if (!merged) throw refused(error);
    try {
      return render(format, merged);
    } catch {
      throw refused(error);
    }
  }
}

function render(format: PromptFormat, messages: ChatMessage[]): string {
  return format.template.render({
    messages,
    add_generation_prompt: true,
    bos_token: format.bosText,
    eos_token: format.eosText,
  });
}

/** Some templates know no system role: the instruction then opens the first user message. */
function mergeSystem(messages: ChatMessage[]): ChatMessage[] | undefined {
  const [system, ...others] = messages;
  const [user, ...rest] = others;
  if (system?.role !== 'system' || user?.role !== 'user') return undefined;
  return [{ role: 'user', content: `${system.content}\n\n${user.content}` }, ...rest];
}

function refused(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('invalid_input', `The model's chat template refuses this conversation: ${reason}`, {
    cause,
    param: 'messages',
  });
}
