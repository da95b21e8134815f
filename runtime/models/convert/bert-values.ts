import { AppError } from '#protocol/errors.ts';
import type { GgufValue } from '#runtime/models/gguf/gguf-format.ts';
import type { BertFiles } from './read-bert-files.ts';

/** llama.cpp's numbers for how token vectors become one. */
const poolingTypes = { mean: 1, cls: 2, last: 3 } as const;
/** GGUF token types. */
const tokenTypes = { normal: 1, control: 3, userDefined: 4, unused: 5 } as const;

/** The GGUF metadata of a BERT sentence-embedding model, as llama.cpp's loader wants it. */
export function bertValues(
  { config, tokenizer, pooling }: BertFiles,
  input: { name: string; fileType: number },
): GgufValue[] {
  const vocabulary = bertVocabulary({ config, tokenizer });
  const { lowercase, strip_accents: stripAccents } = tokenizer.normalizer ?? {};
  return [
    ['general.architecture', 'string', 'bert'],
    ['general.type', 'string', 'model'],
    ['general.name', 'string', input.name],
    ['general.file_type', 'uint32', input.fileType],
    ['general.quantization_version', 'uint32', 2],
    ['bert.block_count', 'uint32', config.num_hidden_layers],
    ['bert.context_length', 'uint32', config.max_position_embeddings],
    ['bert.embedding_length', 'uint32', config.hidden_size],
    ['bert.feed_forward_length', 'uint32', config.intermediate_size],
    ['bert.attention.head_count', 'uint32', config.num_attention_heads],
    ['bert.attention.layer_norm_epsilon', 'float32', config.layer_norm_eps],
    ['bert.attention.causal', 'bool', false],
    ['bert.pooling_type', 'uint32', poolingTypes[poolingOf(pooling)]],
    ['tokenizer.ggml.token_type_count', 'uint32', config.type_vocab_size],
    ['tokenizer.ggml.model', 'string', 'bert'],
    // The name llama.cpp's own converter writes for the vocabulary of bert-base-uncased.
    ['tokenizer.ggml.pre', 'string', 'jina-v2-en'],
    ['tokenizer.ggml.tokens', 'string[]', vocabulary.texts],
    ['tokenizer.ggml.token_type', 'int32[]', vocabulary.types],
    ['tokenizer.ggml.unknown_token_id', 'uint32', vocabulary.idOf('[UNK]')],
    // The key is spelled like this in the format.
    ['tokenizer.ggml.seperator_token_id', 'uint32', vocabulary.idOf('[SEP]')],
    ['tokenizer.ggml.padding_token_id', 'uint32', vocabulary.idOf('[PAD]')],
    ['tokenizer.ggml.cls_token_id', 'uint32', vocabulary.idOf('[CLS]')],
    ['tokenizer.ggml.mask_token_id', 'uint32', vocabulary.idOf('[MASK]')],
    ...flag('tokenizer.ggml.normalizer.lowercase', lowercase),
    ...flag('tokenizer.ggml.normalizer.strip_accents', stripAccents),
  ];
}

function flag(key: string, value: boolean | null | undefined): GgufValue[] {
  return typeof value === 'boolean' ? [[key, 'bool', value]] : [];
}

function poolingOf(pooling: BertFiles['pooling']): keyof typeof poolingTypes {
  if (pooling.pooling_mode_mean_tokens) return 'mean';
  if (pooling.pooling_mode_cls_token) return 'cls';
  if (pooling.pooling_mode_lasttoken) return 'last';
  throw new AppError('invalid_input', 'The model pools in a way that is not supported; mean, cls and last token are.');
}

/** Tokens in the form llama.cpp wants: word starts carry ▁, continuations lose their ##. */
function bertVocabulary({ config, tokenizer }: Pick<BertFiles, 'config' | 'tokenizer'>) {
  const names = new Map(Object.entries(tokenizer.model.vocab).map(([text, id]) => [id, text]));
  const added = new Map(tokenizer.added_tokens.map((token) => [token.id, token]));
  for (const { id, content } of added.values()) names.set(id, content);
  const ids = Array.from({ length: config.vocab_size }, (_, id) => id);
  const typeOf = (id: number) => {
    if (!names.has(id)) return tokenTypes.unused;
    const token = added.get(id);
    if (!token) return tokenTypes.normal;
    return token.special ? tokenTypes.control : tokenTypes.userDefined;
  };
  const textOf = (id: number) => {
    const name = names.get(id) ?? `[PAD${id}]`;
    if (typeOf(id) === tokenTypes.control) return name;
    return name.startsWith('##') ? name.slice(2) : `\u2581${name}`;
  };
  return {
    texts: ids.map(textOf),
    types: ids.map(typeOf),
    idOf(name: string) {
      for (const [id, text] of names) if (text === name) return id;
      throw new AppError('invalid_input', `The tokenizer has no token ${name}.`);
    },
  };
}
