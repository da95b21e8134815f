import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import type { GgufTensor, TensorType } from '#runtime/models/gguf/gguf-format.ts';
import { writeGguf } from '#runtime/models/gguf/write-gguf.ts';
import { bertTensorName } from './bert-tensor-name.ts';
import { bertValues } from './bert-values.ts';
import { encodedSize, encodeTensor } from './encode-tensor.ts';
import { openSafetensors, type Safetensors, type SafetensorsEntry } from './open-safetensors.ts';
import { readBertFiles } from './read-bert-files.ts';

/** llama.cpp's numbers for a file's main tensor type. */
const fileTypes = { f32: 0, f16: 1, q8_0: 7 } as const;
/** Tensors of the embeddings, and per layer: four attention pairs, two feed-forward pairs, two norm pairs. */
const tensorCount = (layers: number) => 5 + 16 * layers;
const keptExact = new Set(['position_embd.weight', 'token_types.weight']);

/** Converts a BERT sentence-embedding model (safetensors, config.json, tokenizer.json, 1_Pooling) to GGUF. The same input gives the same bytes. */
export async function convertBert(input: {
  folder: string;
  output: string;
  name: string;
  type: TensorType;
}): Promise<void> {
  const files = await readBertFiles(input.folder);
  const source = await openSafetensors(path.join(input.folder, 'model.safetensors'));
  try {
    const tensors = await readTensors(source, input.type);
    const expected = tensorCount(files.config.num_hidden_layers);
    if (tensors.length !== expected) {
      throw new AppError(
        'invalid_input',
        `The model has ${tensors.length} usable tensors; BERT with ${files.config.num_hidden_layers} layers has ${expected}.`,
      );
    }
    const values = bertValues(files, { name: input.name, fileType: fileTypes[input.type] });
    await writeGguf(input.output, { values, tensors });
  } finally {
    await source.close();
  }
}

async function readTensors(source: Safetensors, wanted: TensorType): Promise<GgufTensor[]> {
  const tensors: GgufTensor[] = [];
  for (const [sourceName, { shape }] of [...source.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = bertTensorName(sourceName);
    if (!name) continue;
    const type = tensorTypeOf(name, { shape, wanted });
    const encoded = encodeTensor(await source.read(sourceName), type);
    const count = shape.reduce((product, length) => product * length, 1);
    tensors.push({
      name,
      dimensions: shape.toReversed(),
      type,
      sizeBytes: encodedSize(count, type),
      bytes: () => encoded,
    });
  }
  return tensors;
}

/** Vectors, norms and small tables stay exact; rows that don't fill blocks of 32 fall back to float16. */
function tensorTypeOf(
  name: string,
  { shape, wanted }: { shape: SafetensorsEntry['shape']; wanted: TensorType },
): TensorType {
  if (shape.length < 2 || keptExact.has(name) || name.endsWith('_norm.weight')) return 'f32';
  return wanted === 'q8_0' && (shape.at(-1) ?? 0) % 32 !== 0 ? 'f16' : wanted;
}
