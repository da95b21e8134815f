import type { MiddlewareHandler } from 'hono';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { ChatParts } from '#runtime/http/respond-chat.ts';
import type { ControlParts } from './control-parts.ts';
import { mountComparisons } from './mount-comparisons.ts';
import { mountDeployments } from './mount-deployments.ts';
import { mountDrafts } from './mount-drafts.ts';
import { mountEmbedding } from './mount-embedding.ts';
import { mountNodeLink, type NodeLinkParts } from './mount-node-link.ts';
import { mountPlugins } from './mount-plugins.ts';
import { mountPreview } from './mount-preview.ts';
import { mountSignIn } from './mount-sign-in.ts';
import { mountStatus } from './mount-status.ts';
import { mountTools } from './mount-tools.ts';

/** Everything under `/control/`, behind the controller's signature. */
export function mountControl(
  app: NodeApp,
  parts: ControlParts & ChatParts & NodeLinkParts,
  requireController: MiddlewareHandler,
): void {
  app.use('/control/*', requireController);
  mountDeployments(app, parts);
  mountDrafts(app, parts);
  mountEmbedding(app, parts);
  mountPreview(app, parts);
  mountStatus(app, parts);
  mountTools(app, parts);
  mountSignIn(app, parts);
  mountPlugins(app, parts);
  mountNodeLink(app, parts);
  mountComparisons(app, parts);
}
