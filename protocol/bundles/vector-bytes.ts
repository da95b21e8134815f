import { AppError } from '#protocol/errors.ts';

/** A vector as it is stored and sent: little-endian float32. */
export function vectorToBytes(vector: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(vector.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true);
  return bytes;
}

/** Reads little-endian float32. Throws `invalid_input` unless there are exactly `dimensions` finite numbers. */
export function bytesToVector(bytes: Uint8Array, dimensions: number): Float32Array<ArrayBuffer> {
  if (bytes.byteLength !== dimensions * 4) {
    throw new AppError('invalid_input', `A vector of ${dimensions} numbers has ${bytes.byteLength} bytes.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = Float32Array.from({ length: dimensions }, (_, index) => view.getFloat32(index * 4, true));
  if (!vector.every(Number.isFinite))
    throw new AppError('invalid_input', 'A vector holds something that is no number.');
  return vector;
}
