import type { Hex } from 'viem';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';
import type { TypedSigner } from './typed-messages.ts';

/** The creator's signature over a manifest's hash; an existing `signature` field is not part of what is signed. */
export async function signBundleManifest(signer: TypedSigner, manifest: object): Promise<Hex> {
  return await signer.signTypedMessage('BundleManifest', { manifestHash: `0x${manifestHash(manifest)}` });
}
