import { type Address, encodeFunctionData, type Hex } from 'viem';
import { z } from 'zod';
import { contractTerms } from '#protocol/market/contract-terms.ts';
import { assetAbi, marketAbi } from '#protocol/market/market-abi.ts';
import { bytes32, digits, type MintVoucher, walletAddress } from '#protocol/market/mint-terms.ts';
import type { ContractCall, MarketContracts } from './contract-call.ts';

type Market = Pick<MarketContracts, 'componentMarket'>;

/** ComponentMarket's `Purchase`, as JSON. What the buyer saw is in the call: another price or content makes it fail. */
const purchaseSchema = z.object({
  /** Deed; 0 in a purchase that mints it. */
  id: digits,
  version: z.int().min(1),
  scope: z.union([z.literal(0), z.literal(1)]),
  quantity: z.int().min(1).max(10_000),
  asset: walletAddress,
  /** For all of them together. */
  maxPrice: digits,
  expectedRoot: bytes32,
  recipient: walletAddress,
  /** The buyer's account's X25519 key, to which a private version's key is sealed. */
  sealTo: bytes32,
});
export type Purchase = z.infer<typeof purchaseSchema>;

/** Allows the market to take the price. */
export function approveCall(contracts: Market, input: { asset: string; amount: string }): ContractCall {
  const args = [contracts.componentMarket as Address, BigInt(input.amount)] as const;
  return { to: input.asset as Address, data: encodeFunctionData({ abi: assetAbi, functionName: 'approve', args }) };
}

/** Buys licences of a deed that is minted. */
export function buyLicenceCall(contracts: Market, purchase: Purchase): ContractCall {
  const args = [contractPurchase(purchase)] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'buyLicence', args }));
}

/** Mints what a voucher promises and buys its first licence, in one transaction. */
export function buySignedCall(
  contracts: Market,
  input: { voucher: MintVoucher; signature: Hex; purchase: Purchase },
): ContractCall {
  const { terms, nonce, deadline } = input.voucher;
  const purchase = contractPurchase(input.purchase);
  const voucher = { nonce: BigInt(nonce), deadline: BigInt(deadline), signature: input.signature };
  const args = [contractTerms(terms), voucher, purchase] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'buySigned', args }));
}

/** Puts a sealed key on record, with the key issuer's signature; anyone may send it. */
export function deliverKeyCall(
  contracts: Market,
  input: { purchaseId: string; sealedKey: Hex; signature: Hex },
): ContractCall {
  const args = [BigInt(input.purchaseId), input.sealedKey, input.signature] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'deliverKey', args }));
}

/** Pays the seller before the time for objections is over; by the buyer. */
export function confirmKeyCall(contracts: Market, purchaseId: string): ContractCall {
  return call(
    contracts,
    encodeFunctionData({ abi: marketAbi, functionName: 'confirmKey', args: [BigInt(purchaseId)] }),
  );
}

/** Pays the seller once that time is over; by anyone. */
export function payOutCall(contracts: Market, purchaseId: string): ContractCall {
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'payOut', args: [BigInt(purchaseId)] }));
}

/** Gives the price back when no key was delivered by the deadline; by anyone, to the buyer. */
export function refundCall(contracts: Market, purchaseId: string): ContractCall {
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'refund', args: [BigInt(purchaseId)] }));
}

/** Gives the price back for a key that isn't the one the version committed to: the issuer's own statement proves it. */
export function refundBadKeyCall(
  contracts: Market,
  input: { purchaseId: string; key: Hex; salt: Hex; statement: Hex },
): ContractCall {
  const args = [BigInt(input.purchaseId), input.key, input.salt, input.statement] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'refundBadKey', args }));
}

/** Objects to a delivery, with a bond; by the buyer. */
export function openDisputeCall(contracts: Market, purchaseId: string): ContractCall {
  const args = [BigInt(purchaseId)] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'openDispute', args }));
}

/** Rules a dispute; by the arbiter. */
export function resolveDisputeCall(
  contracts: Market,
  input: { purchaseId: string; isBuyerRight: boolean },
): ContractCall {
  const args = [BigInt(input.purchaseId), input.isBuyerRight] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'resolveDispute', args }));
}

function contractPurchase(purchase: Purchase) {
  return {
    id: BigInt(purchase.id),
    version: purchase.version,
    scope: purchase.scope,
    quantity: BigInt(purchase.quantity),
    asset: purchase.asset as Address,
    maxPrice: BigInt(purchase.maxPrice),
    expectedRoot: purchase.expectedRoot as Hex,
    recipient: purchase.recipient as Address,
    sealTo: purchase.sealTo as Hex,
  };
}

function call(contracts: Market, data: Hex): ContractCall {
  return { to: contracts.componentMarket as Address, data };
}
