import { type Address, type Hex, isAddress, isHex } from 'viem';
import { z } from 'zod';
import { pinnedChainSchema } from '#protocol/chain/pinned-chain.ts';

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false }));
const digits = z.string().regex(/^\d{1,78}$/);

/** `POST /control/node-link`: the node's consent to belong to a wallet on the chain that it pinned. Numbers as digits; `deadline` in Unix seconds, an hour ahead at most. */
export const controlNodeLinkSchema = z.object({
  chain: pinnedChainSchema,
  owner: address,
  payout: address,
  /** The node's in the registry. */
  nonce: digits,
  deadline: digits,
});

export const controlNodeLinkResultSchema = z.object({
  /** EIP-712 `NodeLink` under the registry's domain. */
  signature: z.custom<Hex>((value) => isHex(value) && value.length === 132),
});
export type ControlNodeLinkResult = z.infer<typeof controlNodeLinkResultSchema>;

/** The longest that a consent may be good for. */
export const maxNodeLinkSeconds = 3_600;
