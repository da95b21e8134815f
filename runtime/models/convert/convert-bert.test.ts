import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readGgufFileInfo } from 'node-llama-cpp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { convertBert } from './convert-bert.ts';
import { encodeTensor } from './encode-tensor.ts';
import { openSafetensors } from './open-safetensors.ts';
import { roundHalfFloat } from './round-half-float.ts';

const width = 32;
const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'credit', '##s'];
const config = {
  model_type: 'bert',
  hidden_act: 'gelu',
  vocab_size: vocabulary.length + 1,
  num_hidden_layers: 1,
  max_position_embeddings: 16,
  hidden_size: width,
  intermediate_size: 64,
  num_attention_heads: 2,
  layer_norm_eps: 1e-12,
  type_vocab_size: 2,
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gaianet-convert-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A BERT of one layer, with numbers that count up; `without` leaves a tensor out. */
function writeModel({ changes = {}, without = '' }: { changes?: object; without?: string } = {}): void {
  const layer = 'encoder.layer.0';
  const pair = (name: string, sizes: [number, number]): [string, number[]][] => [
    [`${layer}.${name}.weight`, [sizes[1], sizes[0]]],
    [`${layer}.${name}.bias`, [sizes[1]]],
  ];
  const norm = (name: string): [string, number[]][] => [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
  const shapes: [string, number[]][] = [
    ['embeddings.word_embeddings.weight', [config.vocab_size, width]],
    ['embeddings.token_type_embeddings.weight', [2, width]],
    ['embeddings.position_embeddings.weight', [16, width]],
    ...norm('embeddings.LayerNorm'),
    ...['query', 'key', 'value'].flatMap((name) => pair(`attention.self.${name}`, [width, width])),
    ...pair('attention.output.dense', [width, width]),
    ...norm(`${layer}.attention.output.LayerNorm`),
    ...pair('intermediate.dense', [width, 64]),
    ...pair('output.dense', [64, width]),
    ...norm(`${layer}.output.LayerNorm`),
    ['pooler.dense.weight', [width, width]],
  ];
  writeFileSync(path.join(folder, 'model.safetensors'), safetensors(shapes.filter(([name]) => name !== without)));
  const vocab = Object.fromEntries(vocabulary.map((token, id) => [token, id]));
  const added = vocabulary.slice(0, 5).map((content, id) => ({ id, content, special: true }));
  const tokenizer = { model: { type: 'WordPiece', vocab }, added_tokens: added, normalizer: { lowercase: true } };
  mkdirSync(path.join(folder, '1_Pooling'), { recursive: true });
  writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ ...config, ...changes }));
  writeFileSync(path.join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  writeFileSync(path.join(folder, '1_Pooling/config.json'), JSON.stringify({ pooling_mode_mean_tokens: true }));
}

function safetensors(shapes: [string, number[]][]): Buffer {
  const header: Record<string, object> = {};
  let offset = 0;
  const parts: Buffer[] = [];
  for (const [name, shape] of shapes) {
    const count = shape.reduce((product, length) => product * length, 1);
    const values = Float32Array.from({ length: count }, (_, index) => ((index % 255) - 127) / 127);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + count * 4] };
    parts.push(Buffer.from(values.buffer));
    offset += count * 4;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...parts]);
}
const convert = async (name = 'out.gguf') => {
  const output = path.join(folder, name);
  await convertBert({ folder, output, name: 'tiny', type: 'q8_0' });
  return output;
};

describe('convertBert', () => {
  it('writes a file that llama.cpp reads, with the facts of the model', async () => {
    writeModel();
    const info = await readGgufFileInfo(await convert());
    expect(info.metadata.general).toMatchObject({ architecture: 'bert', name: 'tiny' });
    expect(info.metadata).toHaveProperty('bert.embedding_length', width);
    expect(info.metadata).toHaveProperty('bert.pooling_type', 1);
    expect(info.metadata).toHaveProperty('tokenizer.ggml.tokens.5', '▁credit');
    expect(info.metadata).toHaveProperty('tokenizer.ggml.tokens.6', 's');
    expect(info.metadata).toHaveProperty('tokenizer.ggml.tokens.7', '▁[PAD7]');
    const tensors = info.fullTensorInfo ?? [];
    expect(tensors).toHaveLength(21);
    expect(tensors.map(({ name }) => name)).toContain('blk.0.attn_q.weight');
    expect(tensors.map(({ name }) => name).join()).not.toContain('pooler');
  });

  it('gives the same bytes for the same input', async () => {
    writeModel();
    const [first, second] = [await convert('a.gguf'), await convert('b.gguf')];
    expect(hash('sha256', readFileSync(first))).toBe(hash('sha256', readFileSync(second)));
  });

  it('refuses what is no such BERT, and says why', async () => {
    writeModel({ without: 'encoder.layer.0.output.dense.bias' });
    await expect(convert()).rejects.toThrow('The model has 20 usable tensors; BERT with 1 layers has 21.');
    writeModel({ changes: { hidden_act: 'relu' } });
    await expect(convert()).rejects.toThrow('gelu');
  });

  it('refuses a weights file that was cut', async () => {
    writeModel();
    const file = path.join(folder, 'model.safetensors');
    writeFileSync(file, readFileSync(file).subarray(0, -5_000));
    await expect(convert()).rejects.toThrow('shorter than its header says');
    writeFileSync(file, Buffer.alloc(8, 0xff));
    await expect(convert()).rejects.toThrow('not a safetensors file');
  });
});

describe('openSafetensors', () => {
  it('widens float16 and bfloat16', async () => {
    const bytes = Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x3f80, 0xbf80).buffer);
    const header = Buffer.from(
      JSON.stringify({
        half: { dtype: 'F16', shape: [3], data_offsets: [0, 6] },
        brain: { dtype: 'BF16', shape: [2], data_offsets: [6, 10] },
        whole: { dtype: 'I64', shape: [1], data_offsets: [0, 8] },
      }),
    );
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const file = path.join(folder, 'a.safetensors');
    writeFileSync(file, Buffer.concat([length, header, bytes]));
    const source = await openSafetensors(file);
    expect([...(await source.read('half'))]).toEqual([1, -2, 2 ** -24]);
    expect([...(await source.read('brain'))]).toEqual([1, -1]);
    await expect(source.read('whole')).rejects.toThrow('I64');
    await expect(source.read('none')).rejects.toThrow('no tensor none');
    await source.close();
  });
});

describe('roundHalfFloat', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519, 0x7bff],
    [65_520, 0x7c00],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [Number.NaN, 0x7e00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.0001, 0x0001],
    [2 ** -24 * 1.5, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 + 2 ** -11 + 2 ** -20, 0x3c01],
    [2 ** -14 - 2 ** -26, 0x0400],
    [1e-40, 0x0000],
  ])('rounds %d to the nearest, ties to even', (value, bits) => {
    expect(roundHalfFloat(value)).toBe(bits);
  });
});

describe('encodeTensor', () => {
  it('packs blocks of 32 with a float16 scale, and blocks of nothing as zeros', () => {
    const values = Float32Array.from({ length: 64 }, (_, index) => (index < 32 ? index - 16 : 0));
    const bytes = encodeTensor(values, 'q8_0');
    expect(bytes).toHaveLength(68);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect(view.getUint16(0, true)).toBe(roundHalfFloat(16 / 127));
    expect(view.getInt8(2)).toBe(-127);
    expect(view.getInt8(2 + 16)).toBe(0);
    expect([...bytes.subarray(34)].every((byte) => byte === 0)).toBe(true);
  });
});
