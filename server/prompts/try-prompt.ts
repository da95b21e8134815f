import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import { defaultDraft } from '#server/agents/default-draft.ts';
import { findOwnAgent, type OwnAgent } from '#server/agents/find-own-agent.ts';
import { previewAgent } from '#server/agents/preview-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { findChatModel } from '#server/models/find-chat-model.ts';

export interface TrialInput {
  ownerId: string;
  /** Agent whose knowledge, variables and other prompt are used; null for an agent of nothing but the prompt. */
  agentId: string | null;
  column: TrialColumn;
  messages: { role: string; content: string }[];
  stream: boolean;
  signal: AbortSignal;
}

/** Answers with a prompt that isn't saved, on a connected node: a stream as of a preview, or one completion. Rules are left out, so that this prompt is the one taken. */
export async function tryPrompt(deps: Deps, input: TrialInput): Promise<Response> {
  const { ownerId, agentId, column, messages, stream, signal } = input;
  const agent = agentId ? await findOwnAgent(deps, { ownerId, agentId }) : plainAgent(deps, column.modelId);
  const { reference } = await findChatModel(deps, { ownerId, modelId: column.modelId });
  const changed = withColumn(agent, column, reference.contextTokens);
  return previewAgent(deps, { ownerId, agentId: agent.id, agent: changed, messages, stream, signal });
}

function plainAgent(deps: Deps, modelId: string): OwnAgent {
  const now = deps.clock();
  const names = { id: '', name: 'Trial', slug: 'trial', description: '' };
  return { ...names, draft: defaultDraft(modelId), createdAt: now, updatedAt: now };
}

function withColumn(agent: OwnAgent, column: TrialColumn, mostTokens: number): OwnAgent {
  const { draft } = agent;
  const { role, text, modelId, temperature, topP, maxCompletionTokens } = column;
  const isSystem = role === 'system';
  return {
    ...agent,
    draft: {
      ...draft,
      modelId,
      contextTokens: Math.min(draft.contextTokens, mostTokens),
      systemPromptId: isSystem ? null : draft.systemPromptId,
      ragPromptId: isSystem ? draft.ragPromptId : null,
      prompts: {
        ...draft.prompts,
        ...(isSystem ? { system: text, fewShot: column.fewShot } : { rag: text }),
        rules: [],
      },
      generation: { ...draft.generation, temperature, topP, maxCompletionTokens },
    },
  };
}
