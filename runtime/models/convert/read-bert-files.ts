import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const configSchema = z.object({
  model_type: z.literal('bert'),
  position_embedding_type: z.literal('absolute').default('absolute'),
  hidden_act: z.literal('gelu'),
  vocab_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_attention_heads: z.int().positive(),
  layer_norm_eps: z.number().positive(),
  type_vocab_size: z.int().positive().default(1),
});

const tokenizerSchema = z.object({
  model: z.object({ type: z.literal('WordPiece'), vocab: z.record(z.string(), z.int().nonnegative()) }),
  added_tokens: z.array(z.object({ id: z.int(), content: z.string(), special: z.boolean() })),
  normalizer: z.object({ lowercase: z.boolean().optional(), strip_accents: z.boolean().nullish() }).nullish(),
});

const poolingSchema = z.object({
  pooling_mode_mean_tokens: z.boolean().default(false),
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_lasttoken: z.boolean().default(false),
});

export interface BertFiles {
  config: z.infer<typeof configSchema>;
  tokenizer: z.infer<typeof tokenizerSchema>;
  pooling: z.infer<typeof poolingSchema>;
}

/** The JSON files of a sentence-embedding model's folder: `config.json`, `tokenizer.json`, `1_Pooling/config.json`. Throws for anything but WordPiece BERT with GELU and absolute positions. */
export async function readBertFiles(folder: string): Promise<BertFiles> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  return {
    config: configSchema.parse(await read('config.json')),
    tokenizer: tokenizerSchema.parse(await read('tokenizer.json')),
    pooling: poolingSchema.parse(await read('1_Pooling/config.json')),
  };
}
