import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** Knowledge that stays on its creator's node: an agent that names it asks there for a few passages at a time. */
export const hostedReferenceSchema = z.object({
  name: z.string().min(1).max(limits.nameLength),
  deedId: z.string().regex(/^(?:0|[1-9]\d{0,77})$/),
  /** Origin of the creator's gateway. */
  gateway: z.url({ protocol: /^https?$/ }),
});
export type HostedReference = z.infer<typeof hostedReferenceSchema>;
