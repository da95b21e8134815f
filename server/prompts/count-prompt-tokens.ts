import { controlTokenizeResultSchema } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import { askNodes } from '#server/knowledge/embedding/ask-nodes.ts';
import { findChatModel } from '#server/models/find-chat-model.ts';

/** How many tokens texts have for a chat model, counted by a connected node with the model's own tokenizer. Throws `node_offline`, `invalid_input` for an unknown model. */
export async function countPromptTokens(
  deps: Deps,
  input: { ownerId: string; modelId: string; texts: string[]; signal: AbortSignal },
): Promise<number[]> {
  const { ownerId, signal, texts } = input;
  const { reference: model } = await findChatModel(deps, input);
  const body = { model, kind: 'chat', texts };
  const question = { ownerId, signal, method: 'POST' as const, path: '/control/tokenize', body };
  return (await askNodes(deps, question, controlTokenizeResultSchema)).counts;
}
