import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '#protocol/errors.ts';
import { protocolVersion, trustedHeaders } from '#protocol/signing/typed-messages.ts';
import type { LocalAccess, NodeEnv } from './node-parts.ts';

/** Finds out who asks. Headers `x-gaia-*` count only from the tunnel; on the local port the Host, the page's origin and the key are checked. */
export function guardRequest(access: LocalAccess): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    if (c.env?.viaTunnel === true) {
      assertProtocol(c.req.header(trustedHeaders.protocol));
      c.set('scope', c.req.header(trustedHeaders.scope) === 'owner' ? 'owner' : 'public');
      c.set('callerId', c.req.header(trustedHeaders.caller) ?? 'gateway');
    } else {
      assertLocal(access, { host: c.req.header('host'), origin: c.req.header('origin') });
      if (c.req.path !== '/health') assertKey(access, c.req.header('authorization'));
      c.set('scope', 'owner');
      c.set('callerId', 'local');
    }
    await next();
  };
}

function assertProtocol(version: string | undefined): void {
  if (version === undefined || version === String(protocolVersion)) return;
  throw new AppError(
    'invalid_input',
    `The gateway speaks protocol ${version}, this node ${protocolVersion}; update the older one.`,
  );
}

/** A page of another site can make a browser send requests here, but not with our Host and Origin. */
function assertLocal({ hosts }: LocalAccess, request: { host: string | undefined; origin: string | undefined }): void {
  if (hosts === null) return;
  const { host, origin } = request;
  if (host === undefined || !hosts.includes(nameOf(host))) {
    throw new AppError('forbidden', `This node doesn't answer as "${host ?? ''}"; use ${hosts.join(' or ')}.`);
  }
  if (origin !== undefined && (!URL.canParse(origin) || !hosts.includes(new URL(origin).hostname))) {
    throw new AppError('forbidden', `Pages of ${origin} may not use this node.`);
  }
}

function nameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}

function assertKey({ apiKey }: LocalAccess, authorization: string | undefined): void {
  if (apiKey === null) return;
  const given = /^Bearer\s+(.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(given), digest(apiKey))) return;
  throw new AppError('unauthenticated', 'Send the key of this node as "Authorization: Bearer <key>".');
}
