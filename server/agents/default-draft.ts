import { type AgentDraft, agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { findModel } from '#protocol/models/catalogue.ts';

/** What a new agent starts from: short grounded answers, refusing what its knowledge doesn't hold. */
export function defaultDraft(modelId: string): AgentDraft {
  const model = findModel(modelId);
  return agentDraftSchema.parse({
    modelId,
    prompts: {
      system:
        'You answer questions with the help of the context you are given. Answer in one to three short sentences, with the facts as the context states them.',
      rag: 'Use only this context to answer.',
      placement: 'last-user-message',
      callerSystem: 'append',
    },
    retrieval: {},
    generation: { frequencyPenalty: model?.kind === 'chat' ? model.prompt.frequencyPenalty : 0 },
    evidence: {},
  });
}
