export interface ByteReader {
  /** Exactly `length` bytes, or fewer at the end of the source. */
  take(length: number): Promise<Uint8Array>;
  /** The next `length` bytes as they come; ends early with the source. */
  pass(length: number): AsyncGenerator<Uint8Array, void, undefined>;
  close(): Promise<void>;
}

/** Reads a stream of bytes in lengths of the reader's choosing, holding one part of it at a time. */
export function openByteReader(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): ByteReader {
  const parts = toAsync(source);
  let rest = new Uint8Array();

  async function next(length: number): Promise<Uint8Array | undefined> {
    while (rest.byteLength === 0) {
      const step = await parts.next();
      if (step.done) return undefined;
      rest = new Uint8Array(step.value.buffer, step.value.byteOffset, step.value.byteLength) as Uint8Array<ArrayBuffer>;
    }
    const part = rest.subarray(0, length);
    rest = rest.subarray(part.byteLength);
    return part;
  }

  async function* pass(length: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = length; left > 0; ) {
      const part = await next(left);
      if (!part) return;
      left -= part.byteLength;
      yield part;
    }
  }

  return {
    pass,
    async take(length) {
      const taken = new Uint8Array(length);
      let at = 0;
      for await (const part of pass(length)) {
        taken.set(part, at);
        at += part.byteLength;
      }
      return taken.subarray(0, at);
    },
    close: async () => void (await parts.return()),
  };
}

async function* toAsync(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* source;
}
