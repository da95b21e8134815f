import type { Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { MintVoucher } from '#protocol/market/mint-terms.ts';
import { mintVoucherDigest } from '#protocol/market/mint-voucher.ts';
import type { SaleChoices } from '#protocol/market/preset-terms.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertMintable } from './assert-mintable.ts';
import { assertOwnWallet } from './assert-own-wallet.ts';
import { buildTerms } from './build-terms.ts';
import { chooseNonce } from './choose-nonce.ts';
import { findOwnVersion, type OwnVersion } from './find-own-version.ts';
import { runChecks } from './run-checks.ts';
import type { CheckResult } from './sale-state.ts';

export interface PreparedSale {
  /** What the wallet signs (`mintVoucherMessage`) or sends (`mintCall`). */
  voucher: MintVoucher;
  digest: Hex;
  checks: CheckResult[];
  /** False while a check has failed: neither a signature nor a mint should follow. */
  isSellable: boolean;
}

/**
 * Turns a creator's choices into terms for one version: encrypts it where it is private, runs the checks, and keeps the voucher to be signed. Safe to repeat: the voucher keeps
 * its nonce, so that only one of its forms can ever be minted. Throws `conflict` once a deed is minted, `forbidden` for a wallet of somebody else's, and what `assertMintable` throws.
 */
export async function prepareSale(
  deps: Deps,
  input: { ownerId: string; versionId: string; wallet: string; choices: SaleChoices },
): Promise<PreparedSale> {
  const { ownerId, wallet, choices } = input;
  const version = await findOwnVersion(deps, input);
  const chain = requireChain(deps);
  await assertOwnWallet(deps, { ownerId, wallet });
  const known = await deps.db.saleTerms.findUnique({
    where: { componentId: version.componentId },
    select: { state: true, voucher: true, digest: true },
  });
  if (known?.state === 'minted') {
    throw new AppError('conflict', 'This component has a deed already: add the version to it instead.');
  }
  const { keyAddress } = await deps.db.account.findUniqueOrThrow({
    where: { id: ownerId },
    select: { keyAddress: true },
  });
  const checks = await runChecks(deps, { version, choices });
  const terms = await buildTerms(deps, { version, choices, creator: wallet, keyIssuer: keyAddress });
  await assertMintable(chain, terms);
  const voucher = { terms, nonce: await chooseNonce(chain, known), deadline: deadlineOf(deps) };
  const { chainId, contracts } = chain.facts;
  const digest = mintVoucherDigest({ chainId, verifyingContract: contracts.componentRegistry }, voucher);
  await keep(deps, { version, choices, voucher, digest });
  return { voucher, digest, checks, isSellable: checks.every(({ outcome }) => outcome !== 'failed') };
}

async function keep(
  deps: Pick<Deps, 'db'>,
  input: { version: OwnVersion; choices: SaleChoices; voucher: MintVoucher; digest: Hex },
): Promise<void> {
  const { version, choices, voucher, digest } = input;
  const row = {
    ownerId: version.ownerId,
    versionId: version.id,
    choices: { ...choices },
    voucher: { ...voucher },
    digest,
    signature: null,
    state: 'draft',
  };
  await deps.db.saleTerms.upsert({
    where: { componentId: version.componentId },
    create: { componentId: version.componentId, ...row },
    update: row,
    select: { componentId: true },
  });
}

function deadlineOf(deps: Pick<Deps, 'clock'>): string {
  return String(Math.floor(deps.clock().getTime() / 1000) + limits.voucherDays * 86_400);
}
