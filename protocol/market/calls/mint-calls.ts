import { type Address, encodeFunctionData, type Hex } from 'viem';
import { contractTerms, contractVersion } from '#protocol/market/contract-terms.ts';
import { registryAbi } from '#protocol/market/market-abi.ts';
import type { MintTerms, MintVoucher, VersionTerms } from '#protocol/market/mint-terms.ts';
import type { ContractCall, MarketContracts } from './contract-call.ts';

type Registry = Pick<MarketContracts, 'componentRegistry'>;

/** Mints the deed at once, paid for by its creator. */
export function mintCall(contracts: Registry, terms: MintTerms): ContractCall {
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'mint', args: [contractTerms(terms)] });
  return { to: contracts.componentRegistry as Address, data };
}

/** Mints the deed that a creator's voucher promises; anyone may send it. A second time gives the deed that is there. */
export function mintSignedCall(contracts: Registry, input: { voucher: MintVoucher; signature: Hex }): ContractCall {
  const { terms, nonce, deadline } = input.voucher;
  const args = [contractTerms(terms), BigInt(nonce), BigInt(deadline), input.signature] as const;
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'mintSigned', args });
  return { to: contracts.componentRegistry as Address, data };
}

/** Takes a voucher back, for good; by its creator. */
export function cancelVoucherCall(contracts: Registry, nonce: string): ContractCall {
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'cancelVoucher', args: [BigInt(nonce)] });
  return { to: contracts.componentRegistry as Address, data };
}

/** Adds a version to a deed; by its owner. */
export function appendVersionCall(contracts: Registry, input: { deedId: string; version: VersionTerms }): ContractCall {
  const args = [BigInt(input.deedId), contractVersion(input.version)] as const;
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'appendVersion', args });
  return { to: contracts.componentRegistry as Address, data };
}

/** Sets the price of a licence in one asset; by the deed's owner. */
export function setOfferCall(
  contracts: Registry,
  input: { deedId: string; scope: number; asset: string; price: string },
): ContractCall {
  const args = [BigInt(input.deedId), input.scope, input.asset as Address, BigInt(input.price)] as const;
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'setOffer', args });
  return { to: contracts.componentRegistry as Address, data };
}

/** Ends the sale of a licence in one asset; by the deed's owner. */
export function removeOfferCall(
  contracts: Registry,
  input: { deedId: string; scope: number; asset: string },
): ContractCall {
  const args = [BigInt(input.deedId), input.scope, input.asset as Address] as const;
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'removeOffer', args });
  return { to: contracts.componentRegistry as Address, data };
}

/** Lowers the share of income that the deed asks of domains; by the deed's owner. It can never be raised. */
export function setAskBpsCall(contracts: Registry, input: { deedId: string; askBps: number }): ContractCall {
  const args = [BigInt(input.deedId), input.askBps] as const;
  const data = encodeFunctionData({ abi: registryAbi, functionName: 'setAskBps', args });
  return { to: contracts.componentRegistry as Address, data };
}
