import { z } from 'zod';

/** Characters of a chat template. */
const templateLength = 200_000;

/** A model in a bundle: the facts of its GGUF file, which is the bundle's only file. */
export const modelPartSchema = z.object({
  fileName: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$/, 'must be a plain file name that ends with .gguf'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().positive(),
  /** As `general.architecture` of the file: llama, qwen2, … */
  architecture: z.string().min(1).max(60),
  /** What it was trained to read, in tokens. */
  contextTokens: z.int().min(128).max(1_048_576),
  /** Weights. */
  parameters: z.int().positive(),
  /** Chat template of the file; empty where it has none. */
  template: z.string().max(templateLength),
  /** Model of the catalogue that it was made from; null where it was made from none of them. */
  madeFrom: z.string().max(200).nullable(),
});
export type ModelPart = z.infer<typeof modelPartSchema>;
