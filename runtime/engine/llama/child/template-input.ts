import type { ChatMessage, ToolDeclaration } from '#runtime/engine/engine.ts';
import type { PromptFormat } from './read-prompt-format.ts';
import { shieldSpecials } from './shield-specials.ts';

/** A message as chat templates read it. */
export interface TemplateMessage extends Record<string, unknown> {
  role: string;
  content: string;
  name?: string;
  tool_call_id?: string;
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: unknown } }[];
}

/** The conversation in the shape of templates, every text of it without the power to write control tokens. Calls get ids of nine digits by their order: some templates want that length. */
export function templateMessages(format: PromptFormat, messages: ChatMessage[]): TemplateMessage[] {
  const ids = new Map<string, string>();
  const shortId = (id: string) => {
    if (!ids.has(id)) ids.set(id, String(ids.size + 1).padStart(9, '0'));
    return ids.get(id) ?? '';
  };
  return messages.map(({ role, content, name, toolCallId, toolCalls }) => ({
    role,
    content: shieldSpecials(content, format.specials),
    ...(name === undefined ? {} : { name: shieldSpecials(name, format.specials) }),
    ...(toolCallId === undefined ? {} : { tool_call_id: shortId(toolCallId) }),
    ...(toolCalls && toolCalls.length > 0
      ? { tool_calls: toolCalls.map((call) => callOf(format, { ...call, id: shortId(call.id) })) }
      : {}),
  }));
}

/** Declarations as OpenAI shapes them, which is what templates expect. */
export function templateTools(format: PromptFormat, tools: ToolDeclaration[]): unknown[] {
  return tools.map(({ name, description, parameters }) =>
    shieldAll(format, { type: 'function', function: { name, description, parameters } }),
  );
}

function callOf(format: PromptFormat, call: NonNullable<ChatMessage['toolCalls']>[number]) {
  const name = shieldSpecials(call.name, format.specials);
  const text = shieldSpecials(call.arguments, format.specials);
  const given = format.tools?.argumentsAs === 'text' ? text : shieldAll(format, parseArguments(call.arguments));
  return { id: call.id, type: 'function' as const, function: { name, arguments: given } };
}

/** Arguments of a call that was cut short are no JSON; templates get them as the text they are. */
function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shieldAll(format: PromptFormat, value: unknown): unknown {
  if (typeof value === 'string') return shieldSpecials(value, format.specials);
  if (Array.isArray(value)) return value.map((one) => shieldAll(format, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [shieldSpecials(key, format.specials), shieldAll(format, one)]),
  );
}
