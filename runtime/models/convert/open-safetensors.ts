import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

const entrySchema = z.object({
  /** F32, F16 and BF16 can be read; others only listed. */
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
export type SafetensorsEntry = z.infer<typeof entrySchema>;

const largestHeader = 16 * 1024 * 1024;

export interface Safetensors {
  entries: Map<string, SafetensorsEntry>;
  read(name: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens a safetensors file (8-byte header length, JSON header, tensor bytes; little-endian) and reads single tensors as float32. */
export async function openSafetensors(file: string): Promise<Safetensors> {
  const handle = await open(file, 'r');
  try {
    const start = await readBytes(handle, { position: 0, length: 8 });
    const headerLength = Number(start.readBigUInt64LE());
    if (headerLength > largestHeader)
      throw new AppError(
        'invalid_input',
        `${file} is not a safetensors file: its header would have ${headerLength} bytes.`,
      );
    const { __metadata__: _metadata, ...header } = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse((await readBytes(handle, { position: 8, length: headerLength })).toString('utf8')));
    const entries = new Map(Object.entries(header).map(([name, entry]) => [name, entrySchema.parse(entry)]));
    return {
      entries,
      async read(name) {
        const entry = entries.get(name);
        if (!entry) throw new AppError('invalid_input', `${file} has no tensor ${name}.`);
        const [from, to] = entry.data_offsets;
        const bytes = await readBytes(handle, { position: 8 + headerLength + from, length: to - from });
        return toFloat32(bytes, entry.dtype);
      },
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

async function readBytes(handle: FileHandle, part: { position: number; length: number }): Promise<Buffer> {
  const buffer = Buffer.alloc(part.length);
  const { bytesRead } = await handle.read(buffer, 0, part.length, part.position);
  if (bytesRead !== part.length)
    throw new AppError('invalid_input', 'The safetensors file is shorter than its header says.');
  return buffer;
}

function toFloat32(bytes: Buffer, dtype: SafetensorsEntry['dtype']): Float32Array {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype !== 'F16' && dtype !== 'BF16')
    throw new AppError('invalid_input', `Tensors of type ${dtype} cannot be converted.`);
  const halves = new Uint16Array(buffer);
  return dtype === 'BF16' ? widenBrainFloats(halves) : Float32Array.from(halves, widenHalfFloat);
}

function widenBrainFloats(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

function widenHalfFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 0x1f) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + mantissa / 1_024) * 2 ** (exponent - 15);
}
