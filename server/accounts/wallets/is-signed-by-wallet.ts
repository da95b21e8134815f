import { type Address, type Hex, isAddressEqual, recoverMessageAddress } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import { typedMessageDigest } from '#protocol/signing/typed-message-digest.ts';
import type { TypedMessages } from '#protocol/signing/typed-messages.ts';
import type { Deps } from '#server/deps-type.ts';

/** Whether a wallet signed this text: by its key, or as a smart-contract wallet (ERC-1271, ERC-6492) by what its contract says. Throws `upstream_failed` when only the chain could tell and it does not answer. */
export async function isMessageSignedBy(
  deps: Pick<Deps, 'chain'>,
  signed: { address: Address; message: string; signature: Hex },
): Promise<boolean> {
  const signer = await recoverMessageAddress(signed).catch(() => null);
  if (signer && isAddressEqual(signer, signed.address)) return true;
  const { address, message, signature } = signed;
  return await askContract(() => deps.chain?.client.verifyMessage({ address, message, signature }));
}

/** The same for a delegation to an account's key. */
export async function isDelegationSignedBy(
  deps: Pick<Deps, 'chain'>,
  signed: { message: TypedMessages['AccountDelegation']; signature: Hex },
): Promise<boolean> {
  const { message, signature } = signed;
  const { wallet: address } = message;
  if (await isSignedBy(address, { name: 'AccountDelegation', message, signature })) return true;
  const hash = typedMessageDigest('AccountDelegation', message);
  return await askContract(() => deps.chain?.client.verifyHash({ address, hash, signature }));
}

async function askContract(ask: () => Promise<boolean> | undefined): Promise<boolean> {
  try {
    return (await ask()) ?? false;
  } catch (cause) {
    throw new AppError(
      'upstream_failed',
      'The chain does not answer, so the signature could not be checked; try again.',
      {
        cause,
      },
    );
  }
}
