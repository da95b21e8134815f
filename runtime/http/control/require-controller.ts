import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { every } from 'hono/combine';
import { AppError } from '#protocol/errors.ts';
import { controlPath } from '#protocol/signing/control-path.ts';
import { type ControlDeps, verifyControlRequest } from './verify-control-request.ts';

/** A full batch of draft points (2,000 chunks with vectors) is about 25 MiB. */
const maxBodyBytes = 64 * 1024 * 1024;

/** Lets only requests through that the node's controller signed, on the tunnel and on the local port alike. Throws AppErrors. */
export function requireController(deps: ControlDeps): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: () => {
      throw new AppError('too_large', `A control request may carry ${maxBodyBytes} bytes; send less at a time.`);
    },
  });
  const verify: MiddlewareHandler = async (c, next) => {
    await verifyControlRequest(deps, {
      method: c.req.method,
      path: controlPath(c.req.url),
      headers: c.req.raw.headers,
      body: new Uint8Array(await c.req.arrayBuffer()),
    });
    await next();
  };
  return every(limit, verify);
}
