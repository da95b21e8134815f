import { open } from 'node:fs/promises';
import {
  aligned,
  type GgufTensor,
  type GgufValue,
  ggufMagic,
  ggufVersion,
  tensorTypes,
  valueTypes,
} from './gguf-format.ts';

/** Writes a GGUF file: same input, same bytes. Throws when a tensor's bytes aren't the size it was announced with. */
export async function writeGguf(file: string, content: { values: GgufValue[]; tensors: GgufTensor[] }): Promise<void> {
  const header = encodeHeader(content);
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(padded(header));
    for (const tensor of content.tensors) {
      const bytes = tensor.bytes();
      if (bytes.byteLength !== tensor.sizeBytes) {
        throw new RangeError(`Tensor ${tensor.name} has ${bytes.byteLength} bytes instead of ${tensor.sizeBytes}.`);
      }
      await handle.writeFile(padded(bytes));
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function encodeHeader({ values, tensors }: { values: GgufValue[]; tensors: GgufTensor[] }): Uint8Array {
  const parts: Uint8Array[] = [
    Buffer.from(ggufMagic),
    uint32(ggufVersion),
    uint64(tensors.length),
    uint64(values.length),
  ];
  for (const value of values) parts.push(string(value[0]), ...encodeValue(value));
  let offset = 0;
  for (const { name, dimensions, type, sizeBytes } of tensors) {
    parts.push(
      string(name),
      uint32(dimensions.length),
      ...dimensions.map(uint64),
      uint32(tensorTypes[type]),
      uint64(offset),
    );
    offset += aligned(sizeBytes);
  }
  return Buffer.concat(parts);
}

function encodeValue([, type, value]: GgufValue): Uint8Array[] {
  switch (type) {
    case 'uint32':
    case 'int32':
    case 'float32':
      return [uint32(valueTypes[type]), number(type, value)];
    case 'bool':
      return [uint32(valueTypes.bool), Buffer.from([value ? 1 : 0])];
    case 'string':
      return [uint32(valueTypes.string), string(value)];
    case 'string[]':
      return [uint32(valueTypes.array), uint32(valueTypes.string), uint64(value.length), ...value.map(string)];
    case 'int32[]':
    case 'float32[]': {
      const element = type === 'int32[]' ? 'int32' : 'float32';
      const elements = value.map((one) => number(element, one));
      return [uint32(valueTypes.array), uint32(valueTypes[element]), uint64(value.length), ...elements];
    }
  }
}

function number(type: 'uint32' | 'int32' | 'float32', value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  if (type === 'uint32') bytes.writeUInt32LE(value);
  else if (type === 'int32') bytes.writeInt32LE(value);
  else bytes.writeFloatLE(value);
  return bytes;
}

function uint32(value: number): Uint8Array {
  return number('uint32', value);
}

function uint64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function string(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([uint64(bytes.byteLength), bytes]);
}

function padded(bytes: Uint8Array): Uint8Array {
  const rest = aligned(bytes.byteLength) - bytes.byteLength;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(rest)]);
}
