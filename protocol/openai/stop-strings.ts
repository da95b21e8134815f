import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** Texts that end an answer where they come up in it. */
export const stopStringsSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).max(limits.stopSequences)], {
    error: `must be a text, or a list of at most ${limits.stopSequences} texts, none of them empty`,
  })
  .nullish();
