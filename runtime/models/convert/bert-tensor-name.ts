import { AppError } from '#protocol/errors.ts';

const single: Record<string, string> = {
  'embeddings.word_embeddings.weight': 'token_embd.weight',
  'embeddings.token_type_embeddings.weight': 'token_types.weight',
  'embeddings.position_embeddings.weight': 'position_embd.weight',
  'embeddings.LayerNorm.weight': 'token_embd_norm.weight',
  'embeddings.LayerNorm.bias': 'token_embd_norm.bias',
};

const perLayer: Record<string, string> = {
  'attention.self.query': 'attn_q',
  'attention.self.key': 'attn_k',
  'attention.self.value': 'attn_v',
  'attention.output.dense': 'attn_output',
  'attention.output.LayerNorm': 'attn_output_norm',
  'intermediate.dense': 'ffn_up',
  'output.dense': 'ffn_down',
  'output.LayerNorm': 'layer_output_norm',
};

/** GGUF's name of a BERT tensor; null for those an embedding doesn't need (pooler, position ids, heads). */
export function bertTensorName(source: string): string | null {
  const name = source
    .replace(/^bert\./, '')
    .replace(/\.gamma$/, '.weight')
    .replace(/\.beta$/, '.bias');
  const known = single[name];
  if (known) return known;
  const match = /^encoder\.layer\.(\d+)\.(.+)\.(weight|bias)$/.exec(name);
  if (!match) return null;
  const part = perLayer[match[2] ?? ''];
  if (!part) throw new AppError('invalid_input', `The model has a tensor that is not part of BERT: ${source}.`);
  return `blk.${match[1]}.${part}.${match[3]}`;
}
