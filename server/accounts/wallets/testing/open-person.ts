import type { Address, Hex } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { createSiweMessage } from 'viem/siwe';
import { offChainDomain, signedTypes } from '#protocol/signing/typed-messages.ts';
import { createDelegationChallenge } from '#server/accounts/wallets/create-delegation-challenge.ts';
import { createSignInChallenge, type SignInChallenge } from '#server/accounts/wallets/create-sign-in-challenge.ts';
import { linkWallet } from '#server/accounts/wallets/link-wallet.ts';
import { signInWithWallet } from '#server/accounts/wallets/sign-in-with-wallet.ts';
import type { Deps } from '#server/deps-type.ts';

type WalletDeps = Pick<Deps, 'db' | 'chain' | 'clock' | 'origins' | 'secrets'>;

/** Someone with a wallet of their own, who signs what the studio asks for. `change` replaces fields before signing. */
export function openPerson(deps: WalletDeps, clientAddress = '203.0.113.7') {
  const wallet = privateKeyToAccount(generatePrivateKey());
  const challenge = () => createSignInChallenge(deps, { clientAddress, origin: null });
  const sign = async (change: Partial<SignInChallenge> & { address?: Address } = {}) => {
    const message = createSiweMessage({ ...(await challenge()), address: wallet.address, ...change });
    return { message, signature: await wallet.signMessage({ message }) };
  };
  const signDelegation = async (ownerId: string, change: { accountKey?: Address } = {}) => {
    const { issuedAt, ...asked } = await createDelegationChallenge(deps, { ownerId, wallet: wallet.address });
    const message = { ...asked, ...change, issuedAt: BigInt(issuedAt) };
    const types = { AccountDelegation: signedTypes.AccountDelegation };
    const signature: Hex = await wallet.signTypedData({
      domain: offChainDomain,
      types,
      primaryType: 'AccountDelegation',
      message,
    });
    return { ownerId, wallet: wallet.address, issuedAt, signature };
  };
  return {
    wallet,
    sign,
    signDelegation,
    enter: (proof: { message: string; signature: Hex }) =>
      signInWithWallet(deps, { ...proof, userAgent: 'test', clientAddress }),
    signIn: async () => signInWithWallet(deps, { ...(await sign()), userAgent: 'test', clientAddress }),
    link: async (ownerId: string) => linkWallet(deps, await signDelegation(ownerId)),
  };
}
