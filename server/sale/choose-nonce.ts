import { randomBytes } from 'node:crypto';
import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { registryAbi } from '#protocol/market/market-abi.ts';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import type { ChainReader } from '#server/deps-type.ts';

/** Number of a voucher: that of the one before, so that only one of its forms can ever be minted; another once that one was cancelled on chain. Throws `conflict` when it was minted and the index doesn't know yet. */
export async function chooseNonce(
  { client, facts }: ChainReader,
  known: { voucher: unknown; digest: string | null } | null,
): Promise<string> {
  const before = mintVoucherSchema.safeParse(known?.voucher);
  const fresh = () => BigInt(`0x${randomBytes(12).toString('hex')}`).toString();
  if (!before.success) return fresh();
  const { nonce, terms } = before.data;
  const registry = { address: facts.contracts.componentRegistry, abi: registryAbi };
  const isUsed = await client.readContract({
    ...registry,
    functionName: 'isNonceUsed',
    args: [terms.creator as Address, BigInt(nonce)],
  });
  if (!isUsed) return nonce;
  const deed = await client.readContract({ ...registry, functionName: 'mintedBy', args: [known?.digest as Hex] });
  if (deed === 0n) return fresh();
  throw new AppError('conflict', `This component has become deed ${deed} just now; open it anew.`);
}
