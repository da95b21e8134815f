import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';

/** A longer schema would take the context that the answer needs. */
const longestSchema = 4_000;

/** The prompt with a word about the form that the answer must have: the grammar keeps the form, but only who knows names and descriptions puts the right thing in the right place. */
export function tellFormat(prompt: ChatMessage[], { response_format: wanted }: ChatRequestBody): ChatMessage[] {
  if (!wanted || wanted.type === 'text') return prompt;
  const schema = wanted.type === 'json_schema' ? JSON.stringify(wanted.json_schema.schema) : '';
  const isTold = schema !== '' && schema.length <= longestSchema;
  const about = wanted.type === 'json_schema' ? (wanted.json_schema.description ?? '') : '';
  const sentence = isTold ? `Answer with JSON only, that fits this JSON Schema: ${schema}` : 'Answer with JSON only.';
  const text = about === '' ? sentence : `${sentence}\n${about}`;
  const [first, ...others] = prompt;
  if (first?.role !== 'system') return [{ role: 'system', content: text }, ...prompt];
  return [{ ...first, content: `${first.content}\n\n${text}` }, ...others];
}
