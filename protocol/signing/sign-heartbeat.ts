import { type Hex, sha256, stringToBytes } from 'viem';
import { canonicalJson } from '#protocol/canonical-json.ts';
import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { SignedHeartbeat } from '#protocol/link/link-messages.ts';
import type { TypedSigner } from './typed-messages.ts';

/** A heartbeat: the node's status, when it was sent, and its signature over the hash of both. */
export async function signHeartbeat(
  signer: TypedSigner,
  heartbeat: { status: NodeStatus; now: Date },
): Promise<SignedHeartbeat> {
  const sentAt = heartbeat.now.getTime();
  const signature = await signer.signTypedMessage('Heartbeat', {
    node: signer.address,
    statusHash: statusHash(heartbeat.status),
    sentAt: BigInt(sentAt),
  });
  return { status: heartbeat.status, sentAt, signature };
}

/** SHA-256 of the status as canonical JSON. */
export function statusHash(status: NodeStatus): Hex {
  return sha256(stringToBytes(canonicalJson(status)));
}
