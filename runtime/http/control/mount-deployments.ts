import { streamSSE } from 'hono/streaming';
import { deployRequestSchema } from '#protocol/control/control-api.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';

const ended = new Set(['live', 'failed', 'superseded', 'rolled-back', 'stopped']);

/** `/control/deployments`: deploy, follow, roll back, stop. */
export function mountDeployments(app: NodeApp, { deployments }: ControlParts): void {
  app.post('/control/deployments', async (c) => {
    const request = await parseBody(c, deployRequestSchema);
    return c.json(await deployments.submit(request), 202);
  });

  app.get('/control/deployments', (c) => c.json({ deployments: deployments.statuses() }));

  app.get('/control/deployments/:id', (c) => c.json(deployments.status(c.req.param('id'))));

  app.get('/control/deployments/:id/events', (c) => {
    const deploymentId = c.req.param('id');
    deployments.status(deploymentId);
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      let sequence = Number(c.req.header('last-event-id') ?? 0);
      while (!gone.signal.aborted) {
        const { state, events } = deployments.status(deploymentId);
        for (const event of events.filter((one) => one.sequence > sequence)) {
          await stream.writeSSE({ id: String(event.sequence), event: 'step', data: JSON.stringify(event) });
          sequence = event.sequence;
        }
        if (ended.has(state)) return;
        await deployments.next(deploymentId, sequence, gone.signal);
      }
    });
  });

  app.post('/control/deployments/:id/rollback', async (c) => c.json(await deployments.rollback(c.req.param('id'))));

  app.delete('/control/deployments/:id', async (c) => c.json(await deployments.stop(c.req.param('id'))));
}
