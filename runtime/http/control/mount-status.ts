import { z } from 'zod';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { ControlParts } from './control-parts.ts';

const limitSchema = z.coerce.number().int().min(1).max(1_000).default(200);

/** `/control/status`, `/control/models` and `/control/logs`. */
export function mountStatus(app: NodeApp, parts: ControlParts): void {
  app.get('/control/status', async (c) => c.json(await parts.status()));
  app.get('/control/models', async (c) => c.json({ models: await parts.checkModels() }));
  app.get('/control/logs', (c) => c.json({ lines: parts.logLines(limitSchema.parse(c.req.query('limit'))) }));
}
