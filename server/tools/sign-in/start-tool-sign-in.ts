import { randomBytes } from 'node:crypto';
import {
  type ControlStartSignIn,
  controlStartSignInResultSchema,
  signInSlots,
} from '#protocol/control/tool-sign-in.ts';
import { newId } from '#protocol/new-id.ts';
import { openSecret, sealSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { readSealingKey } from '#server/deployments/read-sealing-key.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { connectedNode } from '#server/tools/connected-node.ts';
import { findOwnTool } from '#server/tools/find-own-tool.ts';
import { type PendingSignIn, pendingSignInKind, signInMs, stateName } from './pending-sign-in.ts';

export interface StartToolSignIn {
  ownerId: string;
  /** The server to sign in to, and the slot for the tokens. */
  url: string;
  slot: string;
  /** Empty asks for what the server names. */
  scope: string;
  /** A client made by hand at the sign-in service; null registers one. */
  client: { id: string; secret: string } | null;
  /** The tool whose page the browser comes back to; null for the import. */
  toolId: string | null;
  signal: AbortSignal;
}

/** Where the browser goes, or that the service wants a client made by hand, which may send people back to `redirectUri`. */
export type StartedToolSignIn =
  | { kind: 'started'; host: string; authorizationUrl: string }
  | { kind: 'client-needed'; host: string; redirectUri: string };

/** Begins a person's sign-in with a browser at a tool's server. State and the secret half of PKCE stay here, sealed, for ten minutes. Throws `node_offline`, and what the node refuses. */
export async function startToolSignIn(deps: Deps, input: StartToolSignIn): Promise<StartedToolSignIn> {
  const { ownerId, toolId } = input;
  if (toolId !== null) await findOwnTool(deps, { ownerId, toolId });
  const redirectUri = `${deps.origins.studio}/tools/sign-in`;
  const state = randomBytes(32).toString('base64url');
  const replySecret = newSealingSecret();
  const begun = await askNode(deps, input, { redirectUri, state, replyKey: sealingKeyOf(replySecret) });
  if (begun.kind === 'client-needed') return { ...begun, redirectUri };
  const { host, authorizationUrl } = begun;
  const pending = openSecret({ secretKey: replySecret, slot: signInSlots.pending, sealed: begun.pending });
  await keep(deps, { ownerId, state, kept: { slot: input.slot, url: input.url, host, toolId, pending } });
  return { kind: 'started', host, authorizationUrl };
}

async function askNode(
  deps: Deps,
  { ownerId, url, scope, client, signal }: StartToolSignIn,
  way: Pick<ControlStartSignIn, 'redirectUri' | 'state' | 'replyKey'>,
) {
  const nodeId = await connectedNode(deps, ownerId);
  const slot = signInSlots.clientSecret;
  const secrets = client?.secret
    ? { [slot]: sealSecret({ sealingKey: await readSealingKey(deps, { ownerId, nodeId }), slot, text: client.secret }) }
    : {};
  const body = { url, scope, clientId: client?.id ?? null, secrets, ...way };
  return requestControl(
    deps,
    { ownerId, nodeId, method: 'POST', path: '/control/tools/start-sign-in', body, signal },
    controlStartSignInResultSchema,
  );
}

async function keep(deps: Deps, { ownerId, state, kept }: { ownerId: string; state: string; kept: PendingSignIn }) {
  const now = deps.clock();
  const kind = pendingSignInKind;
  await deps.db.secret.deleteMany({ where: { ownerId, kind, createdAt: { lt: new Date(now.getTime() - signInMs) } } });
  const envelope = { ...deps.secrets.seal(new TextEncoder().encode(JSON.stringify(kept))) };
  await deps.db.secret.create({
    data: { id: newId(now.getTime()), ownerId, kind, name: stateName(state), envelope, createdAt: now },
    select: { id: true },
  });
}
