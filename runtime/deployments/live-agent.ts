import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';

/** An agent version that serves requests on this node. */
export interface LiveAgent {
  deploymentId: string;
  manifest: AgentManifest;
  manifestHash: string;
  /** Collections of the vector store that hold its knowledge, in the manifest's order. */
  collections: string[];
  /** Secrets of its tools by slot name, opened: in memory only. */
  secrets: Record<string, string>;
}

/** The agents that serve now; a deployment that goes live replaces its predecessor in one step. */
export interface LiveAgents {
  list(): LiveAgent[];
  /** By `slug`, the name in `model` of API requests. */
  find(slug: string): LiveAgent | undefined;
}
