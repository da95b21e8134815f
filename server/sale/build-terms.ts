import { type Hex, keccak256, stringToHex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';
import {
  deedKinds,
  type MintTerms,
  mintTermsSchema,
  noCommitment,
  type VersionTerms,
} from '#protocol/market/mint-terms.ts';
import { licenceTerms, type SaleChoices } from '#protocol/market/preset-terms.ts';
import { computeCid } from '#server/blobs/compute-cid.ts';
import type { Deps } from '#server/deps-type.ts';
import type { OwnVersion } from './find-own-version.ts';
import { sealVersion } from './seal-version.ts';

type TermDeps = Pick<Deps, 'db' | 'blobs' | 'secrets' | 'clock' | 'origins'>;

/** What a version says on chain. A private one is encrypted for it. */
export async function buildVersionTerms(
  deps: TermDeps,
  input: { version: OwnVersion; choices: Pick<SaleChoices, 'isPrivate' | 'licence'> },
): Promise<VersionTerms> {
  const { version, choices } = input;
  const sealed = choices.isPrivate ? await sealVersion(deps, version) : null;
  return {
    contentRoot: version.contentRoot,
    manifestHash: `0x${manifestHash(version.signedManifest)}`,
    cid: await computeCid(deps.blobs.read(sealed?.blobSha256 ?? version.blobSha256)),
    keyCommitment: sealed?.commitment ?? noCommitment,
    licenceHash: licenceHash(choices.licence),
  };
}

/** keccak256 of the licence's text, or of its SPDX identifier. */
function licenceHash(licence: string): Hex {
  return keccak256(stringToHex(licence.trim()));
}

/** The terms that a creator's choices mean for a version. Throws `invalid_input` where they go beyond what the contracts allow. */
export async function buildTerms(
  deps: TermDeps,
  input: { version: OwnVersion; choices: SaleChoices; creator: string; keyIssuer: string },
): Promise<MintTerms> {
  const { version, choices, creator, keyIssuer } = input;
  const total = choices.parents.reduce((sum, { bps }) => sum + bps, 0);
  if (total > limits.parentBps) {
    throw new AppError(
      'invalid_input',
      `The parents get ${total / 100} % together; ${limits.parentBps / 100} % is the most.`,
      { param: 'parents' },
    );
  }
  return mintTermsSchema.parse({
    creator,
    keyIssuer,
    kind: deedKinds.indexOf(version.manifest.kind),
    askBps: choices.askBps,
    royaltyBps: choices.royaltyBps,
    uri: new URL(`/api/market/deeds/${version.componentId}`, deps.origins.studio).href,
    version: await buildVersionTerms(deps, { version, choices }),
    parents: choices.parents.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)),
    ...licenceTerms(choices),
  });
}
