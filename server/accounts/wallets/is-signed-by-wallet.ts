import { type Address, type Hex, isAddressEqual, type PublicClient, recoverMessageAddress } from 'viem';
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
  const { address, message, signature } = signed;
  const signer = await recoverMessageAddress(signed).catch(() => null);
  if (signer && isAddressEqual(signer, address)) return true;
  return await askChain(deps, address, (client) => client.verifyMessage({ address, message, signature }));
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
  return await askChain(deps, address, (client) => client.verifyHash({ address, hash, signature }));
}

async function askChain(
  { chain }: Pick<Deps, 'chain'>,
  address: Address,
  verify: (client: PublicClient) => Promise<boolean>,
): Promise<boolean> {
  if (!chain) return false;
  try {
    // viem says "no" where the chain does not answer; this asks it something that fails then.
    await chain.client.getCode({ address });
    return await verify(chain.client);
  } catch (cause) {
    const sentence = 'The chain does not answer, so the signature could not be checked; try again.';
    throw new AppError('upstream_failed', sentence, { cause });
  }
}
