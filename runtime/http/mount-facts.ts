import type { NodeApp, NodeParts } from './node-parts.ts';
import { openApiDocument } from './open-api-document.ts';

/** `/health`, `/v1/info`, `/metrics`, `/openapi.json`. */
export function mountFacts(app: NodeApp, parts: NodeParts): void {
  app.get('/health', (c) => {
    const { state } = parts.engine.status();
    const isReady = state === 'ready' && !parts.agents.isRestoring();
    return c.json({ status: isReady ? 'ok' : 'loading', engine: state, agents: parts.agents.list().length });
  });
  app.on(['GET', 'POST'], '/v1/info', async (c) => {
    const { hardware, productVersion, engine } = await parts.status();
    const { device, gpusSeen, gpuWarning, platform } = hardware;
    const agents = parts.agents.list().map(({ manifest }) => ({
      name: manifest.name,
      model: manifest.slug,
      version: manifest.version,
      chatModel: manifest.model.id,
      embeddingModel: manifest.embedding?.id ?? null,
      knowledge: manifest.knowledge.map(({ name, version, contentRoot }) => ({ name, version, contentRoot })),
    }));
    const facts = { address: parts.address, version: productVersion, platform, device, gpusSeen, gpuWarning };
    return c.json({ ...facts, queueLimit: engine.queueLimit, agents });
  });
  app.get('/metrics', async (c) => c.text(await parts.metrics.text()));
  app.get('/openapi.json', (c) => c.json(openApiDocument()));
}
