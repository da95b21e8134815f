import { Template } from '@huggingface/jinja';
import type { LlamaModel } from 'node-llama-cpp';

/** How a model wants its prompt. */
export interface PromptFormat {
  template: Template;
  bosText: string;
  eosText: string;
  /** Texts that the tokenizer reads as control tokens. */
  specials: string[];
}

/** For a model that brings no template: the most widely understood one. */
const chatMl =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** llama.cpp's `LLAMA_TOKEN_TYPE_CONTROL`. */
const controlType = 3;

/** Reads a model's own chat template and control tokens from its file. */
export function readPromptFormat(model: LlamaModel): PromptFormat {
  const { tokenizer } = model.fileInfo.metadata;
  const types = tokenizer.ggml.token_type;
  const controls = tokenizer.ggml.tokens.filter((_text, token) => Number(types[token]) === controlType);
  const { bosString, eosString, eotString } = model.tokens;
  const marks = [bosString, eosString, eotString].filter((text) => text !== null);

  return {
    template: new Template(tokenizer.chat_template ?? chatMl),
    bosText: bosString ?? '',
    eosText: eosString ?? '',
    specials: [...new Set([...controls, ...marks])],
  };
}
