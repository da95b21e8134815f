import type { TrialOffer } from '#protocol/market/trial-offer.ts';

interface Choices {
  nodes: { id: string }[];
  models: { id: string; kind: string }[];
  /** How the component earns. */
  preset: string;
}

/** What the form of a trial begins with: what is offered, else amounts that a small node can bear. */
export function openTrialDraft(offer: TrialOffer | null, { nodes, models, preset }: Choices): TrialOffer {
  if (offer) return offer;
  return {
    nodeId: nodes[0]?.id ?? '',
    modelId: models.find(({ kind }) => kind === 'chat')?.id ?? '',
    dailyQuestions: 100,
    dailyTokens: 400_000,
    personQuestions: 20,
    isHosted: preset === 'hosted',
    passagesPerCall: 3,
    callsPerMinute: 10,
    dailySearches: 1_000,
    coveragePercent: 20,
  };
}
