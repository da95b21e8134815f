import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import { answerFormat } from './answer-format.ts';

/** How to generate: what the request says, else what the agent says. Each of `n` answers gets a seed of its own. */
export function samplingOf(
  { generation }: AgentManifest,
  { request, choice }: { request: ChatRequestBody; choice: number },
): Pick<ChatRequest, 'sampling' | 'maxTokens' | 'stop' | 'grammar'> {
  const stop = request.stop ?? undefined;
  const format = answerFormat(request);
  const bias = Object.entries(request.logit_bias ?? {}).map(([token, value]) => [Number(token), value]);
  return {
    sampling: {
      temperature: request.temperature ?? generation.temperature,
      topP: request.top_p ?? generation.topP,
      frequencyPenalty: request.frequency_penalty ?? generation.frequencyPenalty,
      presencePenalty: request.presence_penalty ?? generation.presencePenalty,
      ...(typeof request.seed === 'number' ? { seed: request.seed + choice } : {}),
      ...(bias.length > 0 ? { logitBias: Object.fromEntries(bias) } : {}),
    },
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? generation.maxCompletionTokens,
    stop: typeof stop === 'string' ? [stop] : stop,
    ...(format ? { grammar: format.grammar } : {}),
  };
}
