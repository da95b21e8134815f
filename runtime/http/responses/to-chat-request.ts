import type { ChatRequestBody, ResponseFormat } from '#protocol/openai/chat-request.ts';
import type { ResponsesSettings } from '#runtime/responses/stored-response.ts';

type Messages = ChatRequestBody['messages'];

/** What a response asks, in the words of a chat request; instructions stand before the conversation. */
export function toChatRequest(settings: ResponsesSettings, messages: Messages): ChatRequestBody {
  const { instructions, gaia, parallel_tool_calls, temperature, top_p } = settings;
  const first: Messages = instructions ? [{ role: 'developer', content: instructions }] : [];
  return {
    model: settings.model,
    messages: [...first, ...messages],
    ...{ parallel_tool_calls, temperature, top_p, gaia },
    max_completion_tokens: settings.max_output_tokens,
    ...toolsOf(settings),
    ...formatOf(settings),
    ...logprobsOf(settings),
  };
}

function toolsOf({ tools, tool_choice: choice }: ResponsesSettings): Pick<ChatRequestBody, 'tools' | 'tool_choice'> {
  const named = typeof choice === 'object' && choice ? { type: choice.type, function: { name: choice.name } } : choice;
  return {
    ...(tools ? { tools: tools.map(({ type, ...declared }) => ({ type, function: declared })) } : {}),
    ...(named ? { tool_choice: named as ChatRequestBody['tool_choice'] } : {}),
  };
}

function formatOf({ text }: ResponsesSettings): { response_format?: ResponseFormat } {
  const format = text?.format;
  if (!format) return {};
  if (format.type !== 'json_schema') return { response_format: format };
  const { type, ...schema } = format;
  return { response_format: { type, json_schema: schema } };
}

function logprobsOf({ include, top_logprobs: top }: ResponsesSettings): Pick<ChatRequestBody, 'logprobs'> {
  const isAsked = (include?.length ?? 0) > 0 || (top ?? 0) > 0;
  return isAsked ? { logprobs: true, ...(top ? { top_logprobs: top } : {}) } : {};
}
