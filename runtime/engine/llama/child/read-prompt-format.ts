import { Template } from '@huggingface/jinja';
import type { LlamaModel } from 'node-llama-cpp';
import { detectToolFormat, type TemplateTools } from '#runtime/engine/tool-calls/detect-tool-format.ts';

/** How a model wants its prompt. */
export interface PromptFormat {
  template: Template;
  bosText: string;
  eosText: string;
  /** Texts that the tokenizer reads as control tokens. */
  specials: string[];
  /** How it takes tools; null where it has no place for them. */
  tools: TemplateTools | null;
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

  const template = new Template(tokenizer.chat_template ?? chatMl);
  const [bosText, eosText] = [bosString ?? '', eosString ?? ''];
  const probe = { bos_token: bosText, eos_token: eosText };
  return {
    template,
    bosText,
    eosText,
    specials: [...new Set([...controls, ...marks])],
    tools: detectToolFormat((input) => template.render({ ...input, ...probe })),
  };
}
