import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import { answerFormat } from './answer-format.ts';

/** A later try of the same answer: its seed is none of another answer's, and it isn't sure of itself. */
const againSeed = 1_000_003;
const againTemperature = 0.3;

/** How to generate: what the request says, else what the agent says. Each of `n` answers gets a seed of its own. */
export function samplingOf(
  { generation }: AgentManifest,
  { request, choice, attempt = 0 }: { request: ChatRequestBody; choice: number; attempt?: number },
): Pick<ChatRequest, 'sampling' | 'maxTokens' | 'stop' | 'topLogprobs' | 'grammar'> {
  const stop = request.stop ?? undefined;
  const format = answerFormat(request);
  return {
    sampling: {
      temperature: Math.max(request.temperature ?? generation.temperature, attempt * againTemperature),
      topP: request.top_p ?? generation.topP,
      frequencyPenalty: request.frequency_penalty ?? generation.frequencyPenalty,
      presencePenalty: request.presence_penalty ?? generation.presencePenalty,
      ...(typeof request.seed === 'number' ? { seed: request.seed + choice + attempt * againSeed } : {}),
      ...biasOf(request),
    },
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? generation.maxCompletionTokens,
    stop: typeof stop === 'string' ? [stop] : stop,
    ...(request.logprobs ? { topLogprobs: request.top_logprobs ?? 0 } : {}),
    ...(format ? { grammar: format.grammar } : {}),
  };
}

function biasOf({ logit_bias: wanted }: ChatRequestBody): { logitBias?: Record<number, number> } {
  const bias = Object.entries(wanted ?? {}).map(([token, value]) => [Number(token), value]);
  return bias.length > 0 ? { logitBias: Object.fromEntries(bias) } : {};
}
