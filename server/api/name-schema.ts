import { z } from 'zod';
import { cleanName } from '#protocol/clean-name.ts';
import { limits } from '#protocol/limits.ts';

/** The name that a person gives to something of theirs. */
export const nameSchema = z
  .string()
  .max(10 * limits.nameLength)
  .transform(cleanName)
  .pipe(z.string().min(1, 'Give it a name.').max(limits.nameLength));
