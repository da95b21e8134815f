import type { Deps } from '#server/deps-type.ts';
import { sample } from './sample.ts';
import { seedSampleAgent } from './seed-sample-agent.ts';
import { seedSampleKnowledge } from './seed-sample-knowledge.ts';

export interface SampleInput {
  ownerId: string;
  nodeId: string;
  chatModelId: string;
  /** Folder with the handbook's pages. */
  folder: string;
  say: (line: string) => void;
  note: (line: string) => void;
  /** Ends the waiting, not the jobs. */
  signal?: AbortSignal;
}

/** Makes the sample knowledge base and agent, publishes both and deploys the agent. Safe to repeat: what is there already stays as its owner left it. */
export async function seedSample(deps: Deps, input: SampleInput): Promise<{ slug: string; question: string }> {
  await seedSampleKnowledge(deps, input);
  const { slug } = await seedSampleAgent(deps, input);
  return { slug, question: sample.question };
}
