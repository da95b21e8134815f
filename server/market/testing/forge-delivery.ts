import { type Hex, keccak256 } from 'viem';
import { deliverKeyCall } from '#protocol/market/calls/purchase-calls.ts';
import { sealDelivery } from '#protocol/market/sealed-key.ts';
import { openAccountKey } from '#server/accounts/open-account-key.ts';
import type { MarketBench, Trader } from './open-market-bench.ts';

/** Puts on record for the newest purchase what a cheating seller would sign: bytes that are no key, or a wrong key whose statement is about another one, so that it looks right and proves nothing. */
export async function forgeDelivery(bench: MarketBench, seller: Trader, forged: 'no-key' | 'unproven'): Promise<void> {
  const { chainId, contracts } = bench.chain.reader.facts;
  const market = { chainId, verifyingContract: contracts.componentMarket };
  const key = await openAccountKey(bench.deps, { ownerId: seller.id });
  const purchase = await bench.deps.db.marketPurchase.findFirstOrThrow({ orderBy: { purchaseId: 'desc' } });
  const purchaseId = BigInt(purchase.purchaseId.toFixed());

  const unproven = async (): Promise<Hex> => {
    const statement = await key.signContractMessage(market, 'KeyStatement', { purchaseId, keyHash: keccak256('0x01') });
    const delivered = { key: keccak256('0x02'), salt: keccak256('0x03'), statement };
    return sealDelivery({ sealTo: purchase.sealTo as Hex, purchaseId, delivered });
  };
  const sealedKey = forged === 'no-key' ? '0x6e6f7468696e67' : await unproven();
  const delivery = { purchaseId, sealedKeyHash: keccak256(sealedKey) };
  const signature = await key.signContractMessage(market, 'KeyDelivery', delivery);
  await bench.send(seller, deliverKeyCall(contracts, { purchaseId: String(purchaseId), sealedKey, signature }));
  await bench.settle();
}
