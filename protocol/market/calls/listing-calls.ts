import { type Address, encodeFunctionData, type Hex } from 'viem';
import { licenceToken } from '#protocol/market/licence-token.ts';
import { assetAbi, marketAbi } from '#protocol/market/market-abi.ts';
import type { ContractCall, MarketContracts } from './contract-call.ts';

type Market = Pick<MarketContracts, 'componentMarket'>;

/** Price and end of a listing. `expiresAt` in Unix seconds, at most 180 days ahead. */
interface ListingTerms {
  deedId: string;
  asset: string;
  price: string;
  expiresAt: number;
}

/** Allows the market to move a deed or licences once a listing of them is bought. `collection` is the registry or the licence contract. */
export function allowMarketCall(
  contracts: MarketContracts,
  collection: 'componentRegistry' | 'componentLicence',
): ContractCall {
  const args = [contracts.componentMarket as Address, true] as const;
  const data = encodeFunctionData({ abi: assetAbi, functionName: 'setApprovalForAll', args });
  return { to: contracts[collection] as Address, data };
}

/** Offers a deed for resale; by its owner. */
export function listDeedCall(contracts: Market, input: ListingTerms): ContractCall {
  const args = [BigInt(input.deedId), input.asset as Address, BigInt(input.price), input.expiresAt] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'listDeed', args }));
}

/** Offers licences for resale as one lot; by who holds them. */
export function listLicenceCall(
  contracts: Market,
  input: ListingTerms & { scope: number; units: number },
): ContractCall {
  const { asset, price, units, expiresAt } = input;
  const token = licenceToken(BigInt(input.deedId), input.scope);
  const args = [token, BigInt(units), asset as Address, BigInt(price), expiresAt] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'listLicence', args }));
}

/** Takes a listing back. */
export function cancelListingCall(contracts: Market, listingId: string): ContractCall {
  const args = [BigInt(listingId)] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'cancelListing', args }));
}

/** Buys a listing as it was seen: a higher price, or a deed that has moved since, makes it fail. */
export function buyListingCall(
  contracts: Market,
  input: { listingId: string; maxPrice: string; expectedNonce: string },
): ContractCall {
  const args = [BigInt(input.listingId), BigInt(input.maxPrice), BigInt(input.expectedNonce)] as const;
  return call(contracts, encodeFunctionData({ abi: marketAbi, functionName: 'buyListing', args }));
}

function call(contracts: Market, data: Hex): ContractCall {
  return { to: contracts.componentMarket as Address, data };
}
