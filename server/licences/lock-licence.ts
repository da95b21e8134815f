import { type Address, encodeFunctionData } from 'viem';
import { licenceToken } from '#protocol/market/licence-token.ts';
import { licenceAbi } from '#protocol/market/market-abi.ts';
import { openAccountKey } from '#server/accounts/open-account-key.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import { relayOnce } from '#server/chain/relay-once.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';

const validSeconds = 86_400;

/** The job `licence.lock`: tells ComponentLicence how many seats of a wallet nodes use now, so that they can't be sold on for a week. Does nothing for a seat that was given back. */
export async function lockLicence(deps: Deps, payload: { releaseId: string }, context: JobContext): Promise<void> {
  const { chain } = deps;
  const release = await deps.db.keyReleaseLog.findUnique({ where: { id: payload.releaseId } });
  if (!chain || !release || release.freedAt || release.lockTx !== '' || release.ground === 'creator') return;
  const { wallet, scope, ground } = release;
  const deedId = release.deedId.toFixed();
  const nodes = await deps.db.keyReleaseLog.findMany({
    where: { deedId, wallet, ground, freedAt: null },
    distinct: ['node'],
    select: { node: true },
  });
  const nowMs = (await chainNow(deps)).getTime();
  const message = {
    account: wallet as Address,
    tokenId: licenceToken(BigInt(deedId), scope),
    units: ground === 'seat' ? BigInt(nodes.length) : 1n,
    nonce: BigInt(nowMs),
    deadline: BigInt(Math.floor(nowMs / 1000) + validSeconds),
  };
  const { chainId, contracts } = chain.facts;
  const licence = { chainId, verifyingContract: contracts.componentLicence };
  const signer = await openAccountKey(deps, { ownerId: context.ownerId });
  const signature = await signer.signContractMessage(licence, 'KeyRelease', message);
  const { account, tokenId, units, nonce, deadline } = message;
  const args = [account, tokenId, units, nonce, deadline, signature] as const;
  const call = {
    to: contracts.componentLicence,
    data: encodeFunctionData({ abi: licenceAbi, functionName: 'noteRelease', args }),
  };
  const hash = await relayOnce(deps, { key: `lock:${release.id}`, ...call });
  await deps.db.keyReleaseLog.update({ where: { id: release.id }, data: { lockTx: hash }, select: { id: true } });
}
