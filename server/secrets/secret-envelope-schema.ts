import { z } from 'zod';

/** An envelope as the database holds it. */
export const secretEnvelopeSchema = z.object({ keyId: z.string(), iv: z.string(), tag: z.string(), data: z.string() });
