import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const folder = path.join(import.meta.dirname, 'openai-schemas');

/** Names of the schemas, which were written down from OpenAI's public API reference. */
export type OpenAiShape =
  | 'chat-completion'
  | 'chat-completion-chunk'
  | 'text-completion'
  | 'text-completion-chunk'
  | 'embedding-list'
  | 'model'
  | 'model-list'
  | 'file'
  | 'file-list'
  | 'file-deleted'
  | 'error'
  | 'response'
  | 'response-deleted'
  | 'response-input-list';

let ajv: Ajv2020 | null = null;

/** Throws where an answer has not the published shape. Fields called `gaia` are ours and left out; no other may be added. */
export function assertOpenAiShape(shape: OpenAiShape, answer: unknown): void {
  check(`openai/${shape}`, answer);
}

/** The same for one event of a streamed response, by its type. */
export function assertResponseEvent(event: { type: string }): void {
  check(`openai/response-event#/$defs/${event.type}`, event);
}

function check(id: string, answer: unknown): void {
  ajv ??= readSchemas();
  const validate = ajv.getSchema(id);
  if (!validate) throw new Error(`There is no schema "${id}".`);
  if (validate(withoutGaia(answer))) return;
  throw new Error(`${id}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(answer).slice(0, 2_000)}`);
}

function readSchemas(): Ajv2020 {
  const read = readdirSync(folder).map((name): object => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  return new Ajv2020({ schemas: read, strict: false, allErrors: true });
}

function withoutGaia(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutGaia);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'gaia');
  return Object.fromEntries(entries.map(([name, inside]) => [name, withoutGaia(inside)]));
}
