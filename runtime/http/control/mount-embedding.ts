import { controlEmbedSchema, controlTokenizeSchema } from '#protocol/control/control-api.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';
import { vectorToText } from './vector-text.ts';

/** `/control/embed` and `/control/tokenize`: the embedding model at work for the studio's ingest, and token counts of prompts. */
export function mountEmbedding(app: NodeApp, { engine, loadEmbeddingModel, loadChatModel }: ControlParts): void {
  app.post('/control/embed', async (c) => {
    const { model, texts, priority } = await parseBody(c, controlEmbedSchema);
    const { signal } = c.req.raw;
    const modelId = await loadEmbeddingModel(model, signal);
    const { vectors, tokens } = await engine.embed({ modelId, inputs: texts, priority }, signal);
    return c.json({ dimensions: vectors[0]?.length ?? 0, vectors: vectors.map(vectorToText), tokens });
  });

  app.post('/control/tokenize', async (c) => {
    const { model, kind, texts } = await parseBody(c, controlTokenizeSchema);
    const load = kind === 'chat' ? loadChatModel : loadEmbeddingModel;
    const modelId = await load(model, c.req.raw.signal);
    const tokens = await engine.tokenize(modelId, texts);
    return c.json({ counts: tokens.map((list) => list.length) });
  });
}
