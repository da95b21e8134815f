import { randomInt } from 'node:crypto';

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new id of a call: `call_` and 24 letters or digits by chance. */
export function newCallId(): string {
  return `call_${Array.from({ length: 24 }, () => characters.charAt(randomInt(characters.length))).join('')}`;
}
