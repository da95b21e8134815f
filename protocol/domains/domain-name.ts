import { z } from 'zod';

/** Name of a domain as its contract takes it: small letters and digits, and single hyphens between them. */
export const domainNameSchema = z
  .string()
  .min(3)
  .max(32)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
