import { type Context, Hono } from 'hono';
import { AppError } from '#protocol/errors.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import { bundleRoutes } from './bundle-routes.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from './gateway-type.ts';
import { hostedRoutes } from './hosted-routes.ts';
import { internalRoutes } from './internal-routes.ts';
import { licensedRoutes } from './licensed-routes.ts';
import { nodesOf } from './nodes-of.ts';
import { publicNodeRoutes } from './public-node-routes.ts';

/** The gateway's HTTP side: health, nodes' public API, bundles, keys of licensed content, internal API. Errors have the OpenAI shape everywhere. */
export function createGatewayApp(context: GatewayContext): GatewayApp {
  const app = new Hono<GatewayEnv>();

  app.use('/n/*', async (c, next) => {
    await next();
    allowOrigin(c);
  });
  app.get('/health', (c) =>
    c.json({ status: 'ok', instanceId: context.instanceId, nodes: context.links.list().length }),
  );
  app.route('/n', publicNodeRoutes(context));
  app.route('/internal', internalRoutes(context));
  app.route('/bundles', bundleRoutes(context.deps));
  app.route('/licensed', licensedRoutes(context.deps));
  app.route('/hosted', hostedRoutes({ ...context.deps, nodes: nodesOf(context) }));
  app.notFound((c) => sendError(c, new AppError('not_found', `The gateway has nothing at ${c.req.path}.`)));
  app.onError((error, c) => {
    if (!(error instanceof AppError)) context.deps.log.error({ err: error, path: c.req.path }, 'request.failed');
    return sendError(c, error);
  });
  return app;
}

function sendError(c: Context<GatewayEnv>, failure: Error): Response {
  const { status, error } = openAiError(failure);
  const headers = new Headers({ 'content-type': 'application/json' });
  if (failure instanceof AppError && failure.retryAfterSeconds)
    headers.set('retry-after', `${failure.retryAfterSeconds}`);
  const response = new Response(JSON.stringify({ error }), { status, headers });
  c.res = response;
  return response;
}

/** A browser may read answers and errors alike; which origin may use a key is decided before a node is asked. */
function allowOrigin(c: Context<GatewayEnv>): void {
  const origin = c.req.header('origin');
  if (!origin) return;
  c.res.headers.set('access-control-allow-origin', origin);
  c.res.headers.append('vary', 'origin');
}
