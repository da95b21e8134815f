import { AppError } from '#protocol/errors.ts';
import type { ChatMessage, ChatRequest } from '#runtime/engine/engine.ts';
import type { Upstream } from './upstream-type.ts';

/** A request in the words of the server behind this node, streamed and with usage. Throws `invalid_input` for a grammar that it can't follow. */
export function toUpstreamBody(upstream: Upstream, request: ChatRequest): { path: string; body: object } {
  const body = {
    model: upstream.model,
    stream: true,
    stream_options: { include_usage: true },
    ...samplingOf(upstream, request),
    ...grammarOf(upstream, request.grammar),
  };
  if (request.prompt !== undefined) {
    const told = request.topLogprobs === undefined ? {} : { logprobs: Math.min(5, request.topLogprobs) };
    return { path: '/v1/completions', body: { ...body, ...told, prompt: request.prompt } };
  }
  const told = request.topLogprobs === undefined ? {} : { logprobs: true, top_logprobs: request.topLogprobs };
  return {
    path: '/v1/chat/completions',
    body: { ...body, ...told, messages: request.messages.map(toMessage) },
  };
}

function samplingOf({ kind }: Upstream, { sampling, maxTokens, stop }: ChatRequest): object {
  const { temperature, topP, topK, minP, seed, frequencyPenalty, presencePenalty, logitBias } = sampling;
  const takesMore = kind === 'llama-server' || kind === 'vllm';
  return {
    temperature,
    top_p: topP,
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(stop && stop.length > 0 ? { stop } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(frequencyPenalty ? { frequency_penalty: frequencyPenalty } : {}),
    ...(presencePenalty ? { presence_penalty: presencePenalty } : {}),
    ...(logitBias ? { logit_bias: logitBias } : {}),
    ...(takesMore && topK !== undefined ? { top_k: topK } : {}),
    ...(takesMore && minP !== undefined ? { min_p: minP } : {}),
  };
}

function grammarOf({ grammar: way }: Upstream, grammar: string | undefined): object {
  if (grammar === undefined) return {};
  if (way === 'grammar') return { grammar };
  if (way === 'structured_outputs') return { structured_outputs: { grammar } };
  throw new AppError(
    'invalid_input',
    'The engine behind this node can not be held to a grammar, so a JSON schema, a grammar or a required call can not be guaranteed; leave it out, or put llama-server or vLLM behind this node.',
    { param: 'response_format' },
  );
}

function toMessage({ role, content, images, toolCalls, toolCallId }: ChatMessage): object {
  const calls = toolCalls?.map(({ id, name, arguments: text }) => ({
    id,
    type: 'function',
    function: { name, arguments: text },
  }));
  return {
    role,
    content: images ? contentParts(content, images) : content,
    ...(calls && calls.length > 0 ? { tool_calls: calls } : {}),
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
  };
}

/** Images stand before the text, which mostly asks about them. */
function contentParts(text: string, images: NonNullable<ChatMessage['images']>): object[] {
  const shown = images.map(({ url, detail }) => ({
    type: 'image_url',
    image_url: { url, ...(detail ? { detail } : {}) },
  }));
  return text === '' ? shown : [...shown, { type: 'text', text }];
}
