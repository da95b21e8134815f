import type { GgufTensor, GgufValue } from '#runtime/models/gguf/gguf-format.ts';
import { writeGguf } from '#runtime/models/gguf/write-gguf.ts';

const width = 64;
const heads = 4;
const keyValueHeads = 2;
const feedForward = 128;
const layers = 2;

/** Numbers that look random and are the same in every run (mulberry32, then Box-Muller). */
function randomNumbers(seed: number): (count: number, deviation: number) => Float32Array {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform());
  return (count, deviation) => Float32Array.from({ length: count }, () => deviation * normal());
}

function tensor(name: string, dimensions: number[], values: Float32Array): GgufTensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dimensions, type: 'f32', sizeBytes: bytes.byteLength, bytes: () => bytes };
}

function filled(count: number, value: number): Float32Array {
  return new Float32Array(count).fill(value);
}

const chatTemplate = [
  '{% for message in messages %}',
  "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}",
  '{% endfor %}',
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
].join('');

/** Token texts of the tiny chat model with their types (2 unknown, 3 control, 6 byte, 1 normal) and scores. */
function chatVocabulary(controlTokens: readonly string[]): { tokens: string[]; types: number[]; scores: number[] } {
  const entries: [string, number, number][] = [
    ['<unk>', 2, 0],
    ['<s>', 3, 0],
    ['</s>', 3, 0],
  ];
  for (let byte = 0; byte < 256; byte += 1) {
    entries.push([`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, 6, 0]);
  }
  const words = ['▁', '▁the', '▁hello', '▁world', '▁is', '▁yes', '▁no', 'true', 'false', 'null'];
  for (const [index, word] of words.entries()) entries.push([word, 1, -100 - index]);
  for (const text of ['<|im_start|>', '<|im_end|>', ...controlTokens]) entries.push([text, 3, 0]);
  for (let code = 33; code < 127; code += 1) entries.push([String.fromCharCode(code), 1, -1_000 - code]);
  return {
    tokens: entries.map(([text]) => text),
    types: entries.map(([, type]) => type),
    scores: entries.map(([, , score]) => score),
  };
}

/** Writes a llama model of half a megabyte with random weights and a ChatML template: it loads and speaks nonsense in milliseconds. */
export async function writeTinyChatModel(
  file: string,
  options: {
    seed?: number;
    contextTokens?: number;
    /** Chat template instead of plain ChatML. */
    template?: string;
    /** Control tokens beyond those of ChatML. */
    controlTokens?: readonly string[];
  } = {},
): Promise<void> {
  const random = randomNumbers(options.seed ?? 1);
  const { tokens, types, scores } = chatVocabulary(options.controlTokens ?? []);
  const values: GgufValue[] = [
    ['general.architecture', 'string', 'llama'],
    ['general.name', 'string', 'tiny'],
    ['general.file_type', 'uint32', 0],
    ['llama.context_length', 'uint32', options.contextTokens ?? 4_096],
    ['llama.embedding_length', 'uint32', width],
    ['llama.block_count', 'uint32', layers],
    ['llama.feed_forward_length', 'uint32', feedForward],
    ['llama.attention.head_count', 'uint32', heads],
    ['llama.attention.head_count_kv', 'uint32', keyValueHeads],
    ['llama.attention.layer_norm_rms_epsilon', 'float32', 1e-5],
    ['llama.rope.dimension_count', 'uint32', width / heads],
    ['llama.rope.freq_base', 'float32', 10_000],
    ['llama.vocab_size', 'uint32', tokens.length],
    ['tokenizer.ggml.model', 'string', 'llama'],
    ['tokenizer.ggml.tokens', 'string[]', tokens],
    ['tokenizer.ggml.scores', 'float32[]', scores],
    ['tokenizer.ggml.token_type', 'int32[]', types],
    ['tokenizer.ggml.bos_token_id', 'uint32', 1],
    ['tokenizer.ggml.eos_token_id', 'uint32', 2],
    ['tokenizer.ggml.unknown_token_id', 'uint32', 0],
    ['tokenizer.ggml.add_bos_token', 'bool', true],
    ['tokenizer.ggml.add_space_prefix', 'bool', false],
    ['tokenizer.chat_template', 'string', options.template ?? chatTemplate],
  ];
  const tensors = [
    tensor('token_embd.weight', [width, tokens.length], random(width * tokens.length, 0.5)),
    ...Array.from({ length: layers }, (_, layer) => chatLayer(layer, random)).flat(),
    tensor('output_norm.weight', [width], filled(width, 1)),
    tensor('output.weight', [width, tokens.length], random(width * tokens.length, 0.3)),
  ];
  await writeGguf(file, { values, tensors });
}

function chatLayer(layer: number, random: ReturnType<typeof randomNumbers>): GgufTensor[] {
  const matrix = (name: string, from: number, to: number) =>
    tensor(`blk.${layer}.${name}.weight`, [from, to], random(from * to, 0.08));
  const norm = (name: string) => tensor(`blk.${layer}.${name}.weight`, [width], filled(width, 1));
  const narrow = (width / heads) * keyValueHeads;
  return [
    norm('attn_norm'),
    matrix('attn_q', width, width),
    matrix('attn_k', width, narrow),
    matrix('attn_v', width, narrow),
    matrix('attn_output', width, width),
    norm('ffn_norm'),
    matrix('ffn_gate', width, feedForward),
    matrix('ffn_up', width, feedForward),
    matrix('ffn_down', feedForward, width),
  ];
}

/** Writes a BERT model of half a megabyte with random weights: 64-dimensional mean-pooled embeddings, at most 512 tokens. */
export async function writeTinyEmbeddingModel(file: string, options: { seed?: number } = {}): Promise<void> {
  const random = randomNumbers(options.seed ?? 2);
  const contextTokens = 512;
  const letters = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index).toLowerCase());
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const tokens = [...new Set([...special, ...letters.map((letter) => `▁${letter}`), ...letters])];
  const values: GgufValue[] = [
    ['general.architecture', 'string', 'bert'],
    ['general.name', 'string', 'tiny-embedding'],
    ['bert.context_length', 'uint32', contextTokens],
    ['bert.embedding_length', 'uint32', width],
    ['bert.block_count', 'uint32', layers],
    ['bert.feed_forward_length', 'uint32', feedForward],
    ['bert.attention.head_count', 'uint32', heads],
    ['bert.attention.layer_norm_epsilon', 'float32', 1e-12],
    ['bert.attention.causal', 'bool', false],
    ['bert.pooling_type', 'uint32', 1],
    ['tokenizer.ggml.model', 'string', 'bert'],
    ['tokenizer.ggml.tokens', 'string[]', tokens],
    ['tokenizer.ggml.token_type', 'int32[]', tokens.map((_, index) => (index < special.length ? 3 : 1))],
    ['tokenizer.ggml.token_type_count', 'uint32', 2],
    ['tokenizer.ggml.bos_token_id', 'uint32', 2],
    ['tokenizer.ggml.eos_token_id', 'uint32', 3],
    ['tokenizer.ggml.unknown_token_id', 'uint32', 1],
    ['tokenizer.ggml.seperator_token_id', 'uint32', 3],
    ['tokenizer.ggml.padding_token_id', 'uint32', 0],
    ['tokenizer.ggml.cls_token_id', 'uint32', 2],
    ['tokenizer.ggml.mask_token_id', 'uint32', 4],
  ];
  const tensors = [
    tensor('token_embd.weight', [width, tokens.length], random(width * tokens.length, 0.5)),
    tensor('token_types.weight', [width, 2], random(width * 2, 0.1)),
    tensor('position_embd.weight', [width, contextTokens], random(width * contextTokens, 0.1)),
    tensor('token_embd_norm.weight', [width], filled(width, 1)),
    tensor('token_embd_norm.bias', [width], filled(width, 0)),
    ...Array.from({ length: layers }, (_, layer) => embeddingLayer(layer, random)).flat(),
  ];
  await writeGguf(file, { values, tensors });
}

function embeddingLayer(layer: number, random: ReturnType<typeof randomNumbers>): GgufTensor[] {
  const pair = (name: string, sizes: { from: number; to: number }) => [
    tensor(`blk.${layer}.${name}.weight`, [sizes.from, sizes.to], random(sizes.from * sizes.to, 0.1)),
    tensor(`blk.${layer}.${name}.bias`, [sizes.to], filled(sizes.to, 0)),
  ];
  const norm = (name: string) => [
    tensor(`blk.${layer}.${name}.weight`, [width], filled(width, 1)),
    tensor(`blk.${layer}.${name}.bias`, [width], filled(width, 0)),
  ];
  const square = { from: width, to: width };
  return [
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].flatMap((name) => pair(name, square)),
    ...norm('attn_output_norm'),
    ...pair('ffn_up', { from: width, to: feedForward }),
    ...pair('ffn_down', { from: feedForward, to: width }),
    ...norm('layer_output_norm'),
  ];
}
