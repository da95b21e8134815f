import { AppError } from '#protocol/errors.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import type { TemplateInput } from '#runtime/engine/tool-calls/detect-tool-format.ts';
import type { PromptFormat } from './read-prompt-format.ts';
import { splitAtShields } from './shield-specials.ts';
import { type TemplateMessage, templateMessages, templateTools } from './template-input.ts';

/** The part of a model that turns text into tokens. */
export interface PromptTokenizer {
  tokens: { bos: number | null; shouldPrependBosToken: boolean };
  tokenize(text: string, specialTokens: boolean, options?: 'trimLeadingSpace'): number[];
}

type Conversation = Pick<ChatRequest, 'messages' | 'tools'>;

/**
 * Renders a conversation by the model's own template and gives its tokens, with exactly one beginning-of-text token where the
 * model wants one. Messages, calls and declarations can't forge control tokens. Throws `invalid_input` when the template refuses
 * the conversation.
 */
export function renderPrompt(format: PromptFormat, tokenizer: PromptTokenizer, conversation: Conversation): number[] {
  const parts = splitAtShields(renderText(format, conversation));
  const tokens = parts.flatMap((part, index) =>
    index === 0 ? tokenizer.tokenize(part, true) : tokenizer.tokenize(part, true, 'trimLeadingSpace'),
  );

  const { bos, shouldPrependBosToken } = tokenizer.tokens;
  if (bos !== null && shouldPrependBosToken && tokens[0] !== bos) tokens.unshift(bos);
  return tokens;
}

/** What a template may refuse is said in another way: several calls in one message, then a message of the system. */
function renderText(format: PromptFormat, { messages, tools }: Conversation): string {
  const given = templateMessages(format, messages);
  const declarations = tools && tools.length > 0 && format.tools ? { tools: templateTools(format, tools) } : {};
  const split = splitCalls(given);
  const attempts = [given, split, mergeSystem(given), split && mergeSystem(split)];
  let refusal: unknown;
  for (const attempt of attempts) {
    if (!attempt) continue;
    try {
      return render(format, { messages: attempt, ...declarations });
    } catch (error) {
      refusal ??= error;
    }
  }
  const reason = refusal instanceof Error ? refusal.message : String(refusal);
  throw new AppError('invalid_input', `The model's chat template refuses this conversation: ${reason}`, {
    cause: refusal,
    param: 'messages',
  });
}

function render(format: PromptFormat, input: Omit<TemplateInput, 'add_generation_prompt'>): string {
  return format.template.render({
    ...input,
    add_generation_prompt: true,
    bos_token: format.bosText,
    eos_token: format.eosText,
  });
}

/** Some templates know no system role: the instruction then opens the first user message. */
function mergeSystem(messages: TemplateMessage[]): TemplateMessage[] | undefined {
  const [system, ...others] = messages;
  const [user, ...rest] = others;
  if (system?.role !== 'system' || user?.role !== 'user') return undefined;
  return [{ role: 'user', content: `${system.content}\n\n${user.content}` }, ...rest];
}

/** Some templates take one call a message: each of several then stands in a message of its own, followed by its result. */
function splitCalls(messages: TemplateMessage[]): TemplateMessage[] | undefined {
  if (!messages.some(({ tool_calls: calls }) => calls && calls.length > 1)) return undefined;
  const isMoved = new Set<TemplateMessage>();
  return messages.flatMap((message) => {
    const { tool_calls: calls } = message;
    if (isMoved.has(message)) return [];
    if (!calls || calls.length < 2) return [message];
    return calls.flatMap((call, index) => {
      const result = messages.find((one) => one.role === 'tool' && one.tool_call_id === call.id);
      if (result) isMoved.add(result);
      return [
        { ...message, content: index === 0 ? message.content : '', tool_calls: [call] },
        ...(result ? [result] : []),
      ];
    });
  });
}
