import type { Duplex } from 'node:stream';
import { type Address, getAddress } from 'viem';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { maxChallengeLifeSeconds } from '#protocol/link/link-messages.ts';
import { newNonce } from '#protocol/signing/new-nonce.ts';
import { verifyLinkChallenge } from '#protocol/signing/verify-link-challenge.ts';
import type { GatewayDeps } from '#server/gateway/gateway-type.ts';
import { type AdmittedNode, admitNode } from '#server/nodes/admit-node.ts';
import { spendChallengeNonce } from '#server/nodes/spend-challenge-nonce.ts';
import type { Conversation } from './open-conversation.ts';

export interface GreetedNode {
  address: Address;
  admitted: AdmittedNode;
  stream: Duplex;
}

/** The gateway's side of the handshake: challenge, signature, admission, welcome. Throws the AppError that the node is told. */
export async function greetNode(deps: GatewayDeps, conversation: Conversation): Promise<GreetedNode> {
  const hello = await conversation.hear('hello');
  const address = getAddress(hello.address);
  const expiresAt = Math.floor(deps.clock().getTime() / 1000) + maxChallengeLifeSeconds;
  const gatewayOrigin = new URL(deps.origins.gateway).origin;
  const challenge = { nonce: newNonce(), gatewayOrigin, expiresAt };
  conversation.say({ type: 'challenge', challenge });

  const { signature } = await conversation.hear('answer');
  await verifyLinkChallenge({ node: address, challenge, signature, now: deps.clock() });
  await spendChallengeNonce(deps, { nonce: challenge.nonce, expiresAt: new Date(expiresAt * 1000) });
  const admitted = await admitNode(deps, { address, joinToken: hello.joinToken, isPaired: hello.isPaired });

  const facts = {
    controller: admitted.controller,
    gatewayOrigin,
    chain: deps.chain && pinnedChainOf(deps.chain.facts),
  };
  conversation.say({ type: 'welcome', facts, isPairing: admitted.isPairing });
  return { address, admitted, stream: await conversation.ready() };
}
