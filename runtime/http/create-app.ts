import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { routePath } from 'hono/route';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { mountChatPage } from './chat-page/mount-chat-page.ts';
import { mountCompletions } from './completions/mount-completions.ts';
import { errorResponse } from './error-response.ts';
import { guardRequest } from './guard-request.ts';
import { mountMcp } from './mcp/mount-mcp.ts';
import { mountChat } from './mount-chat.ts';
import { mountEmbeddings } from './mount-embeddings.ts';
import { mountFacts } from './mount-facts.ts';
import { mountFiles } from './mount-files.ts';
import { mountModels } from './mount-models.ts';
import { mountRerank } from './mount-rerank.ts';
import { mountRetrieve } from './mount-retrieve.ts';
import type { NodeApp, NodeEnv, NodeParts } from './node-parts.ts';
import { mountResponses } from './responses/mount-responses.ts';

/** The node's HTTP app: the same for its own port and for the tunnel. */
export function createApp(parts: NodeParts): NodeApp {
  const app: NodeApp = new Hono<NodeEnv>();

  app.use(async (c, next) => {
    const startedMs = performance.now();
    await next();
    const route = routePath(c, -1);
    parts.metrics.countRequest(route.endsWith('*') ? 'unknown' : route, c.res.status);
    const ms = Math.round(performance.now() - startedMs);
    parts.log.info({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request.answered');
  });
  app.use(guardRequest(parts.access));
  const limitBody = bodyLimit({ maxSize: limits.requestBodyBytes, onError: refuseLargeBody });
  app.use('/v1/*', async (c, next) => (c.req.path === '/v1/files' ? next() : limitBody(c, next)));
  app.use('/mcp/*', limitBody);

  mountChatPage(app);
  mountChat(app, parts);
  mountModels(app, parts);
  mountEmbeddings(app, parts);
  mountRetrieve(app, parts);
  mountRerank(app, parts);
  mountFiles(app, parts);
  mountCompletions(app, parts);
  mountResponses(app, parts);
  mountMcp(app, parts);
  mountFacts(app, parts);

  app.notFound((c) =>
    errorResponse(
      new AppError('not_found', `${c.req.method} ${c.req.path} is not part of this API; see /openapi.json.`),
    ),
  );
  app.onError((cause, c) => {
    if (cause instanceof SyntaxError)
      return errorResponse(new AppError('invalid_input', 'The body is not valid JSON.'));
    if (c.req.raw.signal.aborted) return errorResponse(new AppError('client_closed'));
    if (!(cause instanceof AppError)) parts.log.error({ err: cause, path: c.req.path }, 'request.failed');
    return errorResponse(cause);
  });
  return app;
}

function refuseLargeBody(): never {
  throw new AppError('too_large', `A request may carry ${limits.requestBodyBytes / 1_048_576} MiB.`);
}
