import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { linkFactsSchema } from '#protocol/link/link-messages.ts';
import { readFileIfAny } from '#runtime/identity/read-file-if-any.ts';

/** What `<home>/link.json` holds. */
const linkPinSchema = linkFactsSchema.extend({
  format: z.literal('gaianet.link/1'),
  /** SHA-256 of the join token it was paired with; the same token never pairs again. */
  joinTokenHash: z.string(),
});
export type LinkPin = z.infer<typeof linkPinSchema>;

/** The file's path below the node's data folder. */
export function linkPinPath(home: string): string {
  return join(home, 'link.json');
}

/** What the node pinned when it was paired, or `null`. Throws `invalid_input` for a damaged file: it never pairs anew by itself. */
export function readLinkPin(home: string): LinkPin | null {
  const path = linkPinPath(home);
  const content = readFileIfAny(path);
  if (content === null) return null;
  try {
    return linkPinSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `${path} is damaged; remove it and pair the node again with a new join token from the studio.`,
      { cause },
    );
  }
}
