/** Reads the bytes of a vocabulary's tokens, also of those that hold part of a character only. */
export type TokenBytes = (token: number) => number[];

/** GPT-2's table for byte-level BPE: printable bytes stand for themselves, the others for characters from U+0100 on. */
function byteLevelTable(): Map<string, number> {
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  let next = 0x100;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => {
      const code = isPrintable(byte) ? byte : next;
      if (!isPrintable(byte)) next += 1;
      return [String.fromCharCode(code), byte];
    }),
  );
}

/** llama.cpp's token types whose tokens are never text: unknown, control, unused. */
const silentTypes = new Set([2, 3, 5]);

export interface Vocabulary {
  /** `gpt2` writes bytes by GPT-2's table, others (SentencePiece) spaces as U+2581 and bytes as `<0xNN>`. */
  model: string;
  tokens: readonly string[];
  token_type?: readonly number[] | undefined;
}

/** Opens a reader for a GGUF file's vocabulary. */
export function openTokenBytes({ model, tokens, token_type: types }: Vocabulary): TokenBytes {
  const encoder = new TextEncoder();
  const table = byteLevelTable();
  const byteLevel = (text: string) =>
    [...text].flatMap((character) => table.get(character) ?? [...encoder.encode(character)]);
  const sentencePiece = (text: string) => {
    const byte = /^<0x([0-9A-F]{2})>$/.exec(text)?.[1];
    return byte === undefined ? [...encoder.encode(text.replaceAll('\u2581', ' '))] : [Number.parseInt(byte, 16)];
  };
  const read = model === 'gpt2' ? byteLevel : sentencePiece;
  return (token) => (silentTypes.has(Number(types?.[token])) ? [] : read(tokens[token] ?? ''));
}
