/** Numbers of the GGUF file format, version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). */
export const ggufMagic = 'GGUF';
export const ggufVersion = 3;
const alignment = 32;

export const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
export const tensorTypes = { f32: 0, f16: 1, q8_0: 8 } as const;

export type TensorType = keyof typeof tensorTypes;

/** A metadata entry; arrays name the type of their elements. */
export type GgufValue =
  | [key: string, type: 'uint32' | 'int32' | 'float32', value: number]
  | [key: string, type: 'bool', value: boolean]
  | [key: string, type: 'string', value: string]
  | [key: string, type: 'string[]', value: string[]]
  | [key: string, type: 'int32[]' | 'float32[]', value: number[]];

export interface GgufTensor {
  name: string;
  /** Fastest dimension first, as ggml counts. */
  dimensions: number[];
  type: TensorType;
  sizeBytes: number;
  /** The bytes, made when they are written, so that one tensor is in memory at a time. */
  bytes: () => Uint8Array;
}

/** The next multiple of the alignment. */
export function aligned(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}
