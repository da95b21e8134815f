import { type Address, formatUnits, type Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import { approveCall, buyLicenceCall, buySignedCall, type Purchase } from '#protocol/market/calls/purchase-calls.ts';
import { saleReadAbi } from '#protocol/market/market-abi.ts';
import { type MintVoucher, mintVoucherSchema, noCommitment } from '#protocol/market/mint-terms.ts';
import { openAccountSealing } from '#server/accounts/open-account-sealing.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { assertOwnWallet } from '#server/sale/assert-own-wallet.ts';
import { type FoundListing, findListing } from './find-listing.ts';

export interface PurchaseInput {
  ownerId: string;
  /** Of the market: deed id, or component id. */
  id: string;
  scope: 0 | 1;
  asset: string;
  quantity: number;
  /** Wallet that pays and gets the licence. */
  wallet: string;
  /** Price of one licence and content root, as the page showed them. */
  seenPrice: string;
  seenRoot: string;
}

export interface PurchasePlan {
  purchase: Purchase;
  total: string;
  /** True where the key comes after the payment: the price is held by the contract until then. */
  isHeld: boolean;
  /** True where this purchase mints the deed. */
  isFirst: boolean;
  /** To be sent one after the other; the approval only where the allowance is smaller than `total`. */
  approve: ContractCall;
  buy: ContractCall;
}

interface Offer {
  deedId: string;
  version: number;
  price: string;
  contentRoot: string;
  keyCommitment: string;
}

/**
 * The transactions that buy licences as the buyer saw them on the page; also of a deed that another studio on the same chain sells. Throws `conflict` when price or content have changed since, when it isn't sold, or was taken down;
 * `forbidden` for a wallet of somebody else's.
 */
export async function planPurchase(deps: Deps, input: PurchaseInput): Promise<PurchasePlan> {
  const sale = await findSale(deps, input.id);
  const chain = requireChain(deps);
  const { contracts } = chain.facts;
  await assertOwnWallet(deps, { ownerId: input.ownerId, wallet: input.wallet });
  if (sale?.takenDownAt) throw new AppError('conflict', 'This component was taken down; nobody can buy it here now.');
  const deedId = sale ? (sale.deedId?.toFixed() ?? (await mintedMeanwhile(chain, sale))) : input.id;
  const unminted = deedId ? null : sale;
  const offer = unminted
    ? offerOfVoucher(voucherOf(unminted), input)
    : await offerOnChain(chain, { ...input, deedId: deedId ?? '' });
  assertAsSeen(chain, offer, input);

  const total = BigInt(offer.price) * BigInt(input.quantity);
  const purchase: Purchase = {
    id: offer.deedId,
    version: offer.version,
    scope: input.scope,
    quantity: input.quantity,
    asset: input.asset,
    maxPrice: String(total),
    expectedRoot: offer.contentRoot,
    recipient: input.wallet,
    sealTo: (await openAccountSealing(deps, input)).publicKey,
  };
  return {
    purchase,
    total: String(total),
    isHeld: offer.keyCommitment !== noCommitment,
    isFirst: unminted !== null,
    approve: approveCall(contracts, { asset: input.asset, amount: String(total) }),
    buy: unminted
      ? buySignedCall(contracts, { voucher: voucherOf(unminted), signature: signatureOf(unminted), purchase })
      : buyLicenceCall(contracts, purchase),
  };
}

/** The sale in this studio; null for a deed that the chain knows and this studio doesn't sell. */
async function findSale(deps: Pick<Deps, 'db'>, id: string): Promise<FoundListing | null> {
  try {
    return await findListing(deps, id);
  } catch (cause) {
    const isDeed = /^\d{1,78}$/.test(id) && (await deps.db.saleTerms.count({ where: { deedId: id } })) === 0;
    if (isDeed && (await deps.db.deed.count({ where: { id } })) > 0) return null;
    throw cause;
  }
}

function voucherOf(sale: FoundListing): MintVoucher {
  return mintVoucherSchema.parse(sale.voucher);
}

/** The index may be behind: the registry itself says whether the voucher was used. */
async function mintedMeanwhile(chain: ChainReader, sale: FoundListing): Promise<string | null> {
  if (!sale.digest) return null;
  const id = await chain.client.readContract({
    address: chain.facts.contracts.componentRegistry,
    abi: saleReadAbi,
    functionName: 'mintedBy',
    args: [sale.digest as Hex],
  });
  return id === 0n ? null : String(id);
}

async function offerOnChain(
  chain: ChainReader,
  input: { deedId: string; scope: 0 | 1; asset: string },
): Promise<Offer> {
  const registry = { address: chain.facts.contracts.componentRegistry, abi: saleReadAbi };
  const id = BigInt(input.deedId);
  const version = await chain.client.readContract({ ...registry, functionName: 'versionCount', args: [id] });
  const terms = await chain.client
    .readContract({
      ...registry,
      functionName: 'saleTermsOf',
      args: [id, version, input.scope, input.asset as Address],
    })
    .catch((cause: unknown) => {
      throw notSold(cause);
    });
  const { price, contentRoot, keyCommitment } = terms;
  return { deedId: input.deedId, version, price: String(price), contentRoot, keyCommitment };
}

function offerOfVoucher(voucher: MintVoucher, input: { scope: 0 | 1; asset: string }): Offer {
  const { terms } = voucher;
  const offer = terms.offers.find(
    ({ scope, asset }) => scope === input.scope && asset.toLowerCase() === input.asset.toLowerCase(),
  );
  if (!offer) throw notSold();
  const { contentRoot, keyCommitment } = terms.version;
  return { deedId: '0', version: 1, price: offer.price, contentRoot, keyCommitment };
}

function notSold(cause?: unknown): AppError {
  return new AppError('conflict', 'This licence is not sold in this asset now; look at the page again.', { cause });
}

function assertAsSeen(
  { facts }: ChainReader,
  offer: Offer,
  { asset, seenPrice, seenRoot }: { asset: string; seenPrice: string; seenRoot: string },
): void {
  const known = facts.assets.find(({ address }) => address.toLowerCase() === asset.toLowerCase());
  const say = (amount: string) => (known ? `${formatUnits(BigInt(amount), known.decimals)} ${known.symbol}` : amount);
  if (offer.price !== seenPrice) {
    throw new AppError(
      'conflict',
      `The price has changed from ${say(seenPrice)} to ${say(offer.price)} since you saw it; look at the page again.`,
      {
        param: 'seenPrice',
      },
    );
  }
  if (offer.contentRoot !== seenRoot) {
    throw new AppError(
      'conflict',
      'A new version was published since you saw the page; look at it again before you buy.',
      {
        param: 'seenRoot',
      },
    );
  }
}

function signatureOf(sale: FoundListing): Hex {
  if (sale.signature) return sale.signature as Hex;
  throw new AppError('conflict', 'Its creator has not put it on sale yet.');
}
