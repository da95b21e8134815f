import { type Hex, hashTypedData, type TypedDataDefinition } from 'viem';
import type { SigningContract } from '#protocol/signing/contract-messages.ts';
import { offChainDomain } from '#protocol/signing/typed-messages.ts';
import { contractTerms } from './contract-terms.ts';
import type { MintVoucher } from './mint-terms.ts';

/** EIP-712 types of a voucher, nested as ComponentRegistry hashes them. */
const mintVoucherTypes = {
  MintVoucher: [
    { name: 'terms', type: 'MintTerms' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  MintTerms: [
    { name: 'creator', type: 'address' },
    { name: 'keyIssuer', type: 'address' },
    { name: 'kind', type: 'uint8' },
    { name: 'askBps', type: 'uint16' },
    { name: 'royaltyBps', type: 'uint16' },
    { name: 'uri', type: 'string' },
    { name: 'version', type: 'VersionTerms' },
    { name: 'parents', type: 'Parent[]' },
    { name: 'scopes', type: 'ScopeTerms[]' },
    { name: 'offers', type: 'LicenceOffer[]' },
  ],
  VersionTerms: [
    { name: 'contentRoot', type: 'bytes32' },
    { name: 'manifestHash', type: 'bytes32' },
    { name: 'cid', type: 'string' },
    { name: 'keyCommitment', type: 'bytes32' },
    { name: 'licenceHash', type: 'bytes32' },
  ],
  Parent: [
    { name: 'id', type: 'uint256' },
    { name: 'bps', type: 'uint16' },
  ],
  ScopeTerms: [
    { name: 'scope', type: 'uint8' },
    { name: 'supplyCap', type: 'uint64' },
    { name: 'durationSeconds', type: 'uint40' },
    { name: 'isSoulbound', type: 'bool' },
  ],
  LicenceOffer: [
    { name: 'scope', type: 'uint8' },
    { name: 'asset', type: 'address' },
    { name: 'price', type: 'uint256' },
  ],
} as const;

/** What a wallet is asked to sign (`eth_signTypedData_v4`, viem's `signTypedData`). The domain's contract is ComponentRegistry. */
export function mintVoucherMessage(domain: SigningContract, voucher: MintVoucher) {
  return {
    domain: { ...offChainDomain, ...domain },
    types: mintVoucherTypes,
    primaryType: 'MintVoucher',
    message: {
      terms: contractTerms(voucher.terms),
      nonce: BigInt(voucher.nonce),
      deadline: BigInt(voucher.deadline),
    },
  } as const;
}

/** The voucher's EIP-712 digest: ComponentRegistry's `mintedBy` is asked with it. */
export function mintVoucherDigest(domain: SigningContract, voucher: MintVoucher): Hex {
  return hashTypedData(mintVoucherMessage(domain, voucher) as unknown as TypedDataDefinition);
}
