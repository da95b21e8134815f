import { localChainId } from '#protocol/chain/local-chain-id.ts';
import type { PinnedChain } from '#protocol/chain/pinned-chain.ts';
import { type ControlNodeLinkResult, controlNodeLinkSchema, maxNodeLinkSeconds } from '#protocol/control/node-link.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import { parseBody } from './parse-body.ts';

export interface NodeLinkParts {
  identity: TypedSigner;
  /** Throws unless this is the chain that the node has pinned. */
  pinChain: (chain: PinnedChain) => void;
  clock: () => Date;
}

/** `POST /control/node-link`: the node agrees to belong to a wallet. It signs for the chain and the registry that it has pinned only, and for an hour at most; on the local chain, whose clock its owner may put forward and where nothing is worth anything, for as long as it is asked. */
export function mountNodeLink(app: NodeApp, { identity, pinChain, clock }: NodeLinkParts): void {
  app.post('/control/node-link', async (c) => {
    const { chain, owner, payout, ...numbers } = await parseBody(c, controlNodeLinkSchema);
    const [nonce, deadline] = [BigInt(numbers.nonce), BigInt(numbers.deadline)];
    const latest = Math.floor(clock().getTime() / 1000) + maxNodeLinkSeconds + limits.clockSkewSeconds;
    if (deadline > BigInt(latest) && chain.chainId !== String(localChainId))
      throw new AppError('invalid_input', 'A node agrees for an hour at most.', { param: 'deadline' });
    pinChain(chain);
    const contract = { chainId: Number(chain.chainId), verifyingContract: chain.nodeRegistry };
    const message = { node: identity.address, owner, payout, nonce, deadline };
    const signature = await identity.signContractMessage(contract, 'NodeLink', message);
    return c.json({ signature } satisfies ControlNodeLinkResult);
  });
}
