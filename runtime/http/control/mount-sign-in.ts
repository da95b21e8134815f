import {
  type ControlStartSignInResult,
  controlFinishSignInSchema,
  controlStartSignInSchema,
  signInSlots,
} from '#protocol/control/tool-sign-in.ts';
import { AppError } from '#protocol/errors.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { type SignInPending, signInPendingSchema } from '#protocol/tools/sign-in.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import { finishSignIn } from '#runtime/tools/sign-in/finish-sign-in.ts';
import { startSignIn } from '#runtime/tools/sign-in/start-sign-in.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';

/** `/control/tools/{start,finish}-sign-in`: a person's sign-in at a server, led by the studio, with what goes out going through this node. Nothing is kept; secrets come and go sealed. */
export function mountSignIn(app: NodeApp, { services, openSecrets }: ControlParts): void {
  const { stream } = services.web;

  app.post('/control/tools/start-sign-in', async (c) => {
    const { secrets, ...request } = await parseBody(c, controlStartSignInSchema);
    const { client_secret: sealed } = secrets;
    const clientSecret = sealed === undefined ? null : openOne(openSecrets, signInSlots.clientSecret, sealed);
    const begun = await startSignIn({ stream }, { ...request, clientSecret }, c.req.raw.signal);
    return c.json<ControlStartSignInResult>(begun);
  });

  app.post('/control/tools/finish-sign-in', async (c) => {
    const { secrets, issuer, replyKey } = await parseBody(c, controlFinishSignInSchema);
    const pending = readPending(openOne(openSecrets, signInSlots.pending, secrets.pending));
    const code = openOne(openSecrets, signInSlots.code, secrets.code);
    const parts = { stream, clock: services.clock };
    const grant = await finishSignIn(parts, { pending, code, issuer }, c.req.raw.signal);
    const text = JSON.stringify(grant);
    return c.json({ grant: sealSecret({ sealingKey: replyKey, slot: signInSlots.grant, text }) });
  });
}

function openOne(open: ControlParts['openSecrets'], slot: string, sealed: string): string {
  return open({ [slot]: sealed })[slot] ?? '';
}

function readPending(text: string): SignInPending {
  try {
    return signInPendingSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('invalid_input', 'This is no sign-in under way; start it again.', { cause });
  }
}
