import type { TensorType } from '#runtime/models/gguf/gguf-format.ts';
import { roundHalfFloat } from './round-half-float.ts';

const blockLength = 32;
const blockBytes = 34;

/** Bytes that `count` numbers take in a tensor type. */
export function encodedSize(count: number, type: TensorType): number {
  if (type === 'f32') return count * 4;
  return type === 'f16' ? count * 2 : (count / blockLength) * blockBytes;
}

/** Numbers as ggml stores them: float32, float16, or q8_0 (blocks of 32: float16 scale, then 32 signed bytes). */
export function encodeTensor(values: Float32Array, type: TensorType): Uint8Array {
  if (type === 'f32') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (type === 'f16') {
    const halves = Uint16Array.from(values, roundHalfFloat);
    return new Uint8Array(halves.buffer);
  }
  return encodeBlocks(values);
}

function encodeBlocks(values: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(encodedSize(values.length, 'q8_0'));
  for (let start = 0, at = 0; start < values.length; start += blockLength, at += blockBytes) {
    const block = values.subarray(start, start + blockLength);
    let largest = 0;
    for (const value of block) largest = Math.max(largest, Math.abs(value));
    const scale = Math.fround(largest / 127);
    const inverse = scale === 0 ? 0 : 1 / scale;
    bytes.writeUInt16LE(roundHalfFloat(scale), at);
    for (const [index, value] of block.entries()) {
      const scaled = value * inverse;
      bytes.writeInt8(Math.sign(scaled) * Math.round(Math.abs(scaled)), at + 2 + index);
    }
  }
  return bytes;
}
