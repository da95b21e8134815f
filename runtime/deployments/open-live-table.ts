import type { LiveAgent, LiveAgents } from './live-agent.ts';

export interface LiveTable extends LiveAgents {
  /** Serves this agent from now on and returns the one it replaces. */
  put(agent: LiveAgent): LiveAgent | undefined;
  /** Stops serving a deployment; another one that has its slug by now stays. */
  remove(deploymentId: string): void;
}

/** The agents that serve, by slug: one assignment switches them. */
export function openLiveTable(): LiveTable {
  const bySlug = new Map<string, LiveAgent>();
  return {
    list: () => [...bySlug.values()],
    find: (slug) => bySlug.get(slug),
    put(agent) {
      const before = bySlug.get(agent.manifest.slug);
      bySlug.set(agent.manifest.slug, agent);
      return before;
    },
    remove(deploymentId) {
      for (const [slug, agent] of bySlug) if (agent.deploymentId === deploymentId) bySlug.delete(slug);
    },
  };
}
