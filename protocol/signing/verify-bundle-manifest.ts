import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';
import { isSignedBy } from './is-signed-by.ts';

/** Resolves when `manifest.signature` is its creator's over this very content. Throws `forbidden` otherwise. */
export async function verifyBundleManifest(manifest: {
  creator: string;
  signature?: string | undefined;
}): Promise<void> {
  const { creator, signature } = manifest;
  if (!signature) throw new AppError('forbidden', 'The manifest is not signed; publish the version again.');

  const message = { manifestHash: `0x${manifestHash(manifest)}` as Hex };
  const isValid = await isSignedBy(creator as Address, {
    name: 'BundleManifest',
    message,
    signature: signature as Hex,
  });
  if (!isValid) {
    throw new AppError(
      'forbidden',
      `The manifest was changed after ${creator} signed it; get the bundle again from its creator.`,
    );
  }
}
