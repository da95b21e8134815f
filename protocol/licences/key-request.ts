import { z } from 'zod';

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/);

/** `POST <gateway>/licensed/<contentRoot>/key`: a node asks for the key of licensed content, with its signature over KeyRequest. */
export const keyRequestSchema = z.object({
  node: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** X25519 key made for this request, to which the answer is sealed. */
  sealTo: bytes32,
  nonce: bytes32,
  /** Unix seconds. */
  expiresAt: z.int().positive(),
  signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/),
});
export type KeyRequest = z.infer<typeof keyRequestSchema>;

/** Its answer: the key's 32 bytes in hexadecimal, sealed for the slot `licensed:<contentRoot>`. */
export const keyAnswerSchema = z.object({ sealedKey: z.string().max(1_000) });

/** Name under which the key of a content is sealed. */
export function keySlot(contentRoot: string): string {
  return `licensed:${contentRoot}`;
}
