import { z } from 'zod';

const root = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 0x and 64 hexadecimal digits');

/** Says that a part of an agent is licensed content: a node that serves it needs its key, which a holder's licence opens. */
export const licenceReferenceSchema = z.object({
  /** Deed that the licence is of. */
  deedId: z.string().regex(/^(?:0|[1-9]\d{0,77})$/),
  /** Root of the plain bundle. */
  contentRoot: root,
  /** Root of the encrypted bundle, which is what is downloaded. */
  cipherRoot: root,
});
export type LicenceReference = z.infer<typeof licenceReferenceSchema>;
