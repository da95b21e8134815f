import { AppError } from '#protocol/errors.ts';

const mostBytes = 120;

/** A collection name as a folder or remote name that every system takes: `a`–`z`, digits and `-` stay, any other byte becomes `_` and two hexadecimal digits. Throws `invalid_input` for an empty or overlong name. */
export function toCollectionKey(name: string): string {
  const bytes = Buffer.from(name, 'utf8');
  if (bytes.length === 0 || bytes.length > mostBytes) {
    throw new AppError(
      'invalid_input',
      `A collection name has 1 to ${mostBytes} bytes; "${name.slice(0, 40)}" has ${bytes.length}.`,
    );
  }
  return Array.from(bytes, encodeByte).join('');
}

/** The name that `toCollectionKey` made this key of; undefined for anything else. */
export function fromCollectionKey(key: string): string | undefined {
  if (!/^(?:[a-z0-9-]|_[0-9a-f]{2})+$/.test(key)) return undefined;
  const bytes = (key.match(/_[0-9a-f]{2}|./g) ?? []).map(decodeByte);
  return Buffer.from(bytes).toString('utf8');
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[a-z0-9-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
}

function decodeByte(part: string): number {
  return part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0);
}
