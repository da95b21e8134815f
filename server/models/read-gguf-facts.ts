import { openByteReader } from '#protocol/bundles/open-byte-reader.ts';
import { AppError } from '#protocol/errors.ts';

/** What the header of a model file says of it. */
export interface GgufFacts {
  architecture: string;
  /** As its maker called it; empty where it has no name. */
  name: string;
  contextTokens: number;
  parameters: number;
  /** Chat template; empty where it has none. */
  template: string;
  hasVocabulary: boolean;
}

/** Sizes in bytes of the value types of GGUF that have one: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const sizes = new Map<number, number>([
  ...([0, 1, 7] as const).map((type) => [type, 1] as const),
  ...([2, 3] as const).map((type) => [type, 2] as const),
  ...([4, 5, 6] as const).map((type) => [type, 4] as const),
  ...([10, 11, 12] as const).map((type) => [type, 8] as const),
]);
const [textType, listType] = [8, 9];
/** Longest text and list, most entries and tensors that are read: above what models have, below what would fill memory. */
const most = { text: 4_000_000, list: 2_000_000, entries: 10_000, tensors: 100_000, dimensions: 8 };

/** Reads the header of a GGUF file (version 2 or 3), and nothing behind it. Throws `invalid_input` for anything else. */
export async function readGgufFacts(source: AsyncIterable<Uint8Array>): Promise<GgufFacts> {
  const reader = openByteReader(source);
  try {
    return await readHeader(openFields(reader));
  } finally {
    await reader.close();
  }
}

async function readHeader(fields: Fields): Promise<GgufFacts> {
  if ((await fields.text(4)) !== 'GGUF') throw unreadable('it does not begin with "GGUF"');
  const version = await fields.uint(4);
  if (version !== 2 && version !== 3) throw unreadable(`its format is version ${version}, and 2 and 3 are read`);
  const tensors = await fields.count('tensors');
  const entries = await fields.count('entries');
  const values = new Map<string, string | number>();
  const lists = new Set<string>();
  for (let at = 0; at < entries; at += 1) {
    const key = await fields.text(await fields.count('text'));
    const value = await readValue(fields, await fields.uint(4));
    if (value === null) lists.add(key);
    else values.set(key, value);
  }
  let parameters = 0;
  for (let at = 0; at < tensors; at += 1) parameters += await readTensor(fields);
  const text = (key: string) => (typeof values.get(key) === 'string' ? String(values.get(key)) : '');
  const architecture = text('general.architecture');
  const contextTokens = values.get(`${architecture}.context_length`);
  if (architecture === '' || typeof contextTokens !== 'number')
    throw unreadable('it says no architecture or no context length');
  if (parameters === 0) throw unreadable('it holds no weights');
  return {
    ...{ architecture, contextTokens, parameters, name: text('general.name').slice(0, 120) },
    ...{ template: text('tokenizer.chat_template'), hasVocabulary: lists.has('tokenizer.ggml.tokens') },
  };
}

/** A text or a number; null for a list, which is passed over. */
async function readValue(fields: Fields, type: number): Promise<string | number | null> {
  if (type === textType) return fields.text(await fields.count('text'));
  if (type === listType) {
    await passList(fields);
    return null;
  }
  const size = sizes.get(type);
  if (!size) throw unreadable(`it holds a value of the unknown type ${type}`);
  return fields.uint(size);
}

async function passList(fields: Fields): Promise<void> {
  const type = await fields.uint(4);
  const count = await fields.count('list');
  const size = sizes.get(type);
  if (size) return fields.skip(count * size);
  if (type !== textType) throw unreadable('it holds lists in lists');
  for (let at = 0; at < count; at += 1) await fields.skip(await fields.count('text'));
}

/** How many weights a tensor has. */
async function readTensor(fields: Fields): Promise<number> {
  await fields.skip(await fields.count('text'));
  const dimensions = await fields.uint(4);
  if (dimensions > most.dimensions) throw unreadable('it holds a tensor of too many dimensions');
  let weights = 1;
  for (let at = 0; at < dimensions; at += 1) weights *= await fields.uint(8);
  await fields.skip(12);
  return weights;
}

interface Fields {
  /** A little-endian number; what is above 2^53 loses digits, which no field that is used does. */
  uint(size: number): Promise<number>;
  /** A 64-bit count within the bounds. */
  count(what: keyof typeof most): Promise<number>;
  text(length: number): Promise<string>;
  skip(length: number): Promise<void>;
}

function openFields(reader: ReturnType<typeof openByteReader>): Fields {
  async function take(length: number): Promise<Uint8Array> {
    const bytes = await reader.take(length);
    if (bytes.byteLength < length) throw unreadable('it ends in the middle of its header');
    return bytes;
  }
  const fields: Fields = {
    async uint(size) {
      return (await take(size)).reduceRight((number, byte) => number * 256 + byte, 0);
    },
    async count(what) {
      const count = await fields.uint(8);
      if (count > most[what]) throw unreadable(`its header counts ${count} of ${what}, and ${most[what]} is the most`);
      return count;
    },
    text: async (length) => new TextDecoder().decode(await take(length)),
    async skip(length) {
      for await (const part of reader.pass(length)) length -= part.byteLength;
      if (length > 0) throw unreadable('it ends in the middle of its header');
    },
  };
  return fields;
}

function unreadable(why: string): AppError {
  return new AppError('invalid_input', `This is no model file that can be read: ${why}. Give a GGUF file.`);
}
