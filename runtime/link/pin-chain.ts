import { isSameChain, type PinnedChain, pinnedChainSchema } from '#protocol/chain/pinned-chain.ts';
import { AppError } from '#protocol/errors.ts';
import { readLinkPin } from './read-link-pin.ts';
import { writeLinkPin } from './write-link-pin.ts';

/** Makes sure that the node has pinned this chain: a node that was paired before its studio had one pins it now, for good. Throws `conflict` when it has pinned another. Only for what its controller signed. */
export function pinChain(home: string, chain: PinnedChain): void {
  const pin = readLinkPin(home);
  if (!pin) throw new AppError('unauthenticated', 'This node has no controller yet, so it signs for nobody.');
  if (pin.chain === null) {
    writeLinkPin(home, { ...pin, chain });
    return;
  }
  const pinned = pinnedChainSchema.safeParse(pin.chain);
  if (pinned.success && isSameChain(pinned.data, chain)) return;
  throw new AppError(
    'conflict',
    `This node has pinned chain ${pin.chain.chainId} with the registry ${pin.chain.nodeRegistry} and signs for no other; pair it again with a new join token if the chain was changed on purpose.`,
  );
}
