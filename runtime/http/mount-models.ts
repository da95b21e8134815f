import type { LiveAgent } from '#runtime/deployments/live-agent.ts';
import { findAgent } from './find-agent.ts';
import type { NodeApp, NodeParts } from './node-parts.ts';

/** `GET /v1/models` and `/v1/models/:id`: the agents that are live, as OpenAI lists models. */
export function mountModels(app: NodeApp, { agents, address }: NodeParts): void {
  const shown = ({ manifest }: LiveAgent) => ({
    id: manifest.slug,
    object: 'model',
    created: Math.floor(Date.parse(manifest.createdAt) / 1_000),
    owned_by: address,
    gaia: {
      name: manifest.name,
      description: manifest.description,
      version: manifest.version,
      starters: manifest.starters,
    },
  });
  app.get('/v1/models', (c) => c.json({ object: 'list', data: agents.list().map(shown) }));
  app.get('/v1/models/:id', (c) => c.json(shown(findAgent(agents, c.req.param('id')))));
}
