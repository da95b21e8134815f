/** Bytes of a GGUF file with one tensor of eight weights: enough of a chat model to be published. Another template makes another file. */
export function tinyGguf(template: string, more: { architecture?: string; version?: number } = {}): Uint8Array {
  const { architecture = 'llama', version = 3 } = more;
  return Buffer.concat([
    Buffer.from('GGUF'),
    uint32(version),
    uint64(1),
    uint64(5),
    ...textEntry('general.architecture', architecture),
    ...textEntry('general.name', 'Tiny'),
    text(`${architecture}.context_length`),
    uint32(4),
    uint32(8_192),
    ...textEntry('tokenizer.chat_template', template),
    text('tokenizer.ggml.tokens'),
    uint32(9),
    uint32(8),
    uint64(2),
    text('<s>'),
    text('</s>'),
    text('weights'),
    uint32(2),
    uint64(4),
    uint64(2),
    uint32(0),
    uint64(0),
    Buffer.alloc(32, 7),
  ]);
}

function textEntry(key: string, value: string): Buffer[] {
  return [text(key), uint32(8), text(value)];
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint64(bytes.byteLength), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
