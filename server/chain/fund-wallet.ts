import { type Address, encodeFunctionData, erc20Abi, type Hex, parseEther, parseUnits } from 'viem';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { isLoopbackUrl } from '#protocol/chain/is-loopback-url.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import type { Deps } from '#server/deps-type.ts';
import { localAccount } from './local/local-accounts.ts';
import { sendOnce } from './send-once.ts';

const coins = parseEther('10');
const dollars = parseUnits('1000', 6);
const tokens = parseEther('1000');

/** Gives a wallet ten coins, 1,000 mUSD and 1,000 GAIA, and resolves when they are there. Only on the local chain of this machine: `forbidden` elsewhere; `rate_limited` after some times a day. */
export async function fundWallet(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { address }: { address: Address },
): Promise<{ hashes: Hex[] }> {
  const { chain } = deps;
  const mockUsd = chain?.facts.contracts.mockUsd;
  if (!chain?.facts.isLocal || !isLoopbackUrl(chain.facts.rpcUrl) || !mockUsd)
    throw new AppError('forbidden', 'Play money is given out on the local chain only.');
  const key = `faucet:${address.toLowerCase()}`;
  const day = { limit: limits.faucetPerWalletPerDay, windowSeconds: 86_400 };
  await spendAllowance(deps, { key, ...day, what: 'gifts of play money for this wallet' });
  const account = localAccount('faucet');
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [address, tokens] });
  const mint = encodeFunctionData({ abi: mockUsdAbi, functionName: 'mint', args: [address, dollars] });
  const id = newId();
  const hashes = [
    await sendOnce(deps, { key: `${key}:${id}:coins`, account, to: address, value: coins }),
    await sendOnce(deps, { key: `${key}:${id}:mUSD`, account, to: mockUsd, data: mint }),
    await sendOnce(deps, { key: `${key}:${id}:GAIA`, account, to: chain.facts.contracts.networkToken, data: transfer }),
  ];
  for (const hash of hashes) await chain.client.waitForTransactionReceipt({ hash });
  return { hashes };
}
