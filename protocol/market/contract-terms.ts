import type { Address, Hex } from 'viem';
import type { MintTerms, VersionTerms } from './mint-terms.ts';

/** Version terms as the contracts take them. */
export function contractVersion(version: VersionTerms) {
  const { contentRoot, manifestHash, cid, keyCommitment, licenceHash } = version;
  return {
    contentRoot: contentRoot as Hex,
    manifestHash: manifestHash as Hex,
    cid,
    keyCommitment: keyCommitment as Hex,
    licenceHash: licenceHash as Hex,
  };
}

/** Mint terms as the contracts take them: digits become bigints. */
export function contractTerms(terms: MintTerms) {
  return {
    creator: terms.creator as Address,
    keyIssuer: terms.keyIssuer as Address,
    kind: terms.kind,
    askBps: terms.askBps,
    royaltyBps: terms.royaltyBps,
    uri: terms.uri,
    version: contractVersion(terms.version),
    parents: terms.parents.map(({ id, bps }) => ({ id: BigInt(id), bps })),
    scopes: terms.scopes.map((scope) => ({ ...scope, supplyCap: BigInt(scope.supplyCap) })),
    offers: terms.offers.map(({ scope, asset, price }) => ({ scope, asset: asset as Address, price: BigInt(price) })),
  };
}
