import type { Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { MintTerms, MintVoucher } from '#protocol/market/mint-terms.ts';
import { mintVoucherDigest } from '#protocol/market/mint-voucher.ts';
import { presetsOf, type SaleChoices } from '#protocol/market/preset-terms.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
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
 * Turns a creator's choices into terms for one version: encrypts it where it is private, runs the checks, and keeps the voucher to be signed. Safe to repeat, also at once: the voucher keeps
 * its nonce, so that only one of its forms can ever be minted. Throws `conflict` once a deed is minted, `forbidden` for a wallet of somebody else's, and what `assertMintable` throws.
 */
export async function prepareSale(
  deps: Deps,
  input: { ownerId: string; versionId: string; wallet: string; choices: SaleChoices },
): Promise<PreparedSale> {
  const { ownerId, wallet, choices } = input;
  const version = await findOwnVersion(deps, input);
  if (!presetsOf(version.manifest.kind).includes(choices.preset))
    throw new AppError('conflict', 'Only knowledge can be searched on your node; sell licences of this instead.');
  const chain = requireChain(deps);
  await assertOwnWallet(deps, { ownerId, wallet });
  const where = { componentId: version.componentId };
  assertNotMinted(await deps.db.saleTerms.findUnique({ where, select: { state: true } }));
  const { keyAddress } = await deps.db.account.findUniqueOrThrow({
    where: { id: ownerId },
    select: { keyAddress: true },
  });
  const checks = await runChecks(deps, { version, choices });
  const terms = await buildTerms(deps, { version, choices, creator: wallet, keyIssuer: keyAddress });
  await assertMintable(chain, terms);
  const kept = await keep(deps, { version, choices, terms, chain });
  return { ...kept, checks, isSellable: checks.every(({ outcome }) => outcome !== 'failed') };
}

/** One after the other for a component: two nonces would be two deeds that can be minted. */
async function keep(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { version: OwnVersion; choices: SaleChoices; terms: MintTerms; chain: ChainReader },
): Promise<Pick<PreparedSale, 'voucher' | 'digest'>> {
  const { version, choices, terms, chain } = input;
  const { componentId } = version;
  const { chainId, contracts } = chain.facts;
  return await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Component" WHERE "id" = ${componentId}::uuid FOR NO KEY UPDATE`;
    const known = await tx.saleTerms.findUnique({
      where: { componentId },
      select: { state: true, voucher: true, digest: true },
    });
    assertNotMinted(known);
    const voucher = { terms, nonce: await chooseNonce(chain, known), deadline: await deadlineOf(deps) };
    const digest = mintVoucherDigest({ chainId, verifyingContract: contracts.componentRegistry }, voucher);
    const row = {
      ...{ ownerId: version.ownerId, versionId: version.id, choices: { ...choices } },
      ...{ voucher: { ...voucher }, digest, signature: null, state: 'draft' },
    };
    await tx.saleTerms.upsert({
      where: { componentId },
      create: { componentId, ...row },
      update: row,
      select: { componentId: true },
    });
    return { voucher, digest };
  });
}

function assertNotMinted(sale: { state: string } | null): void {
  if (sale?.state !== 'minted') return;
  throw new AppError('conflict', 'This component has a deed already: add the version to it instead.');
}

async function deadlineOf(deps: Pick<Deps, 'chain' | 'clock'>): Promise<string> {
  return String(Math.floor((await chainNow(deps)).getTime() / 1000) + limits.voucherDays * 86_400);
}
