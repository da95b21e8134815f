import { controlFinishSignInResultSchema, signInSlots } from '#protocol/control/tool-sign-in.ts';
import { AppError } from '#protocol/errors.ts';
import { openSecret, sealSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { readSealingKey } from '#server/deployments/read-sealing-key.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';
import { connectedNode } from '#server/tools/connected-node.ts';
import { setToolSecret } from '#server/tools/set-tool-secret.ts';
import { type PendingSignIn, pendingSignInKind, pendingSignInSchema, signInMs, stateName } from './pending-sign-in.ts';

export interface FinishToolSignIn {
  ownerId: string;
  /** What the sign-in service sent the browser back with. */
  state: string;
  code: string | null;
  issuer: string | null;
  error: string | null;
  signal: AbortSignal;
}

/**
 * Ends a sign-in that the same account began here: the code becomes tokens, which are kept, encrypted, in the tool's slot. A state is
 * good once, whatever comes of it. Throws `not_found` for one that isn't under way, `gone` for one that took too long, `forbidden`
 * where the person said no, and what the node refuses.
 */
export async function finishToolSignIn(deps: Deps, input: FinishToolSignIn): Promise<Omit<PendingSignIn, 'pending'>> {
  const { ownerId, code, error } = input;
  const { pending, ...place } = await takePending(deps, input);
  if (error !== null) throw refusal(place.host, error);
  if (code === null) throw new AppError('invalid_input', `${place.host} sent no code back; start the sign-in again.`);
  const value = await exchange(deps, { ...input, pending, code });
  await setToolSecret(deps, { ownerId, slot: place.slot, value });
  return place;
}

async function takePending(deps: Deps, { ownerId, state }: FinishToolSignIn): Promise<PendingSignIn> {
  const where = { ownerId, kind: pendingSignInKind, name: stateName(state) };
  const row = await deps.db.secret.findFirst({ where, select: { id: true, envelope: true, createdAt: true } });
  const taken = row && (await deps.db.secret.deleteMany({ where: { id: row.id } }));
  if (!row || taken?.count !== 1)
    throw new AppError('not_found', 'This sign-in is not under way, or was ended before; start it again at the tool.');
  if (deps.clock().getTime() - row.createdAt.getTime() > signInMs)
    throw new AppError('gone', 'This sign-in was begun more than ten minutes ago; start it again at the tool.');
  const text = new TextDecoder().decode(deps.secrets.open(secretEnvelopeSchema.parse(row.envelope)));
  return pendingSignInSchema.parse(JSON.parse(text));
}

/** The codes of RFC 6749 §4.1.2.1; anything else is somebody's text. */
function refusal(host: string, error: string): AppError {
  const code =
    /^(?:access_denied|invalid_request|invalid_scope|server_error|temporarily_unavailable|unauthorized_client|unsupported_response_type)$/;
  const said = code.test(error) ? error : 'no reason given';
  return new AppError(
    'forbidden',
    `${host} did not let you sign in (${said}). Nothing is kept; start again if you want to.`,
  );
}

async function exchange(
  deps: Deps,
  { ownerId, issuer, signal, ...sent }: FinishToolSignIn & { pending: string; code: string },
): Promise<string> {
  const nodeId = await connectedNode(deps, ownerId);
  const sealingKey = await readSealingKey(deps, { ownerId, nodeId });
  const replySecret = newSealingSecret();
  const secrets = {
    pending: sealSecret({ sealingKey, slot: signInSlots.pending, text: sent.pending }),
    code: sealSecret({ sealingKey, slot: signInSlots.code, text: sent.code }),
  };
  const body = { secrets, issuer, replyKey: sealingKeyOf(replySecret) };
  const { grant } = await requestControl(
    deps,
    { ownerId, nodeId, method: 'POST', path: '/control/tools/finish-sign-in', body, signal },
    controlFinishSignInResultSchema,
  );
  return openSecret({ secretKey: replySecret, slot: signInSlots.grant, sealed: grant });
}
