import type { ChatMessage, ToolDeclaration } from '#runtime/engine/engine.ts';
import { isNested, isPlainList } from '#runtime/engine/tool-calls/tool-function.ts';

/**
 * A conversation with tools for a model whose template has no place for them: the declarations stand in the system message, calls
 * are lines of JSON as the model is to write them, and results are told in the user's turn.
 */
export function writePlainTools(
  messages: ChatMessage[],
  { functions, isCall }: { functions: ToolDeclaration[]; isCall: boolean },
): ChatMessage[] {
  const names = new Map(messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id, name }) => [id, name])));
  const plain: ChatMessage[] = [];
  for (const message of messages) {
    if (message.role === 'tool') addResult(plain, { ...message, name: names.get(message.toolCallId ?? '') ?? '' });
    else plain.push(...plainMessages(message, { functions, isCall }));
  }
  return plain;
}

function plainMessages(
  message: ChatMessage,
  { functions, isCall }: { functions: ToolDeclaration[]; isCall: boolean },
): ChatMessage[] {
  if (message.toolCalls) return [{ role: 'assistant', content: callText(message, functions) }];
  if (message.role !== 'system') return [message];
  return [{ ...message, content: withDeclarations(message.content, functions) }, ...(isCall ? examples : [])];
}

/** Where a call is certain, small models are shown that values are copied from the question: of other functions, so that nothing of them fits. */
const examples: ChatMessage[] = [
  { role: 'user', content: 'Find a train from Hamburg to Vienna.' },
  { role: 'assistant', content: '{"tool": "find_train", "from": "Hamburg", "to": "Vienna"}' },
  { role: 'user', content: 'How many people live in Norway?' },
  { role: 'assistant', content: '{"tool": "get_population", "country": "Norway"}' },
  { role: 'user', content: 'Translate good morning into Spanish.' },
  { role: 'assistant', content: '{"tool": "translate", "text": "good morning", "language": "Spanish"}' },
];

/** Results of calls made side by side stand in one turn. */
function addResult(plain: ChatMessage[], { name, content }: { name: string; content: string }): void {
  const line = `Result of ${name}: ${content}`;
  const last = plain.at(-1);
  if (last?.role === 'user') last.content = `${last.content}\n${line}`;
  else plain.push({ role: 'user', content: line });
}

function callText({ content, toolCalls = [] }: ChatMessage, functions: ToolDeclaration[]): string {
  const lines = toolCalls.map(({ name, arguments: given }) => {
    const declared = functions.find((one) => one.name === name);
    return declared && isNested(declared)
      ? `{"tool": ${JSON.stringify(name)}, "arguments": ${given}}`
      : flatCall(name, given);
  });
  return [...(content === '' ? [] : [content]), ...lines].join('\n');
}

function flatCall(name: string, given: string): string {
  const inside = given.trim().replace(/^\{\s*/, '');
  return `{"tool": ${JSON.stringify(name)}${inside.startsWith('}') ? '' : ', '}${inside}`;
}

function withDeclarations(system: string, functions: ToolDeclaration[]): string {
  if (functions.length === 0) return system;
  return [
    system,
    'You can call these functions:',
    functions.map(declaration).join('\n'),
    'To call one, answer with a line of JSON in its form, and nothing else. If none is needed, answer in words.',
  ].join('\n\n');
}

/** A function's purpose and the form of its call: small models copy a form better than they read a JSON Schema. */
function declaration(one: ToolDeclaration): string {
  const { name, description, parameters } = one;
  const properties = Object.entries((parameters.properties ?? {}) as Record<string, Record<string, unknown>>);
  const fields = properties.map(([key, schema]) => `${JSON.stringify(key)}: ${fieldForm(schema)}`);
  const tool = `"tool": ${JSON.stringify(name)}`;
  const form = isNested(one)
    ? `{${tool}, "arguments": ${isPlainList(parameters) ? `{${fields.join(', ')}}` : JSON.stringify(parameters)}}`
    : `{${[tool, ...fields].join(', ')}}`;
  const notes = properties.flatMap(([key, { description: note }]) =>
    typeof note === 'string' ? `${key}: ${note}` : [],
  );
  return [`- ${description || name}: ${form}`, ...notes.map((note) => `  ${note}`)].join('\n');
}

function fieldForm({ enum: values, const: fixed, type }: Record<string, unknown>): string {
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' or ');
  if (fixed !== undefined) return JSON.stringify(fixed);
  return typeof type === 'string' ? type : 'value';
}
