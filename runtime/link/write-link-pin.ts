import { writePrivateFile } from '#runtime/identity/write-private-file.ts';
import { type LinkPin, linkPinPath } from './read-link-pin.ts';

/** Keeps what pairing agreed on, whole or not at all, readable by the node's user only. */
export function writeLinkPin(home: string, pin: LinkPin): void {
  writePrivateFile(linkPinPath(home), { content: `${JSON.stringify(pin, null, 2)}\n`, mode: 'replace' });
}
