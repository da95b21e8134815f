import { createSiweMessage } from 'viem/siwe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createDelegationChallenge } from './create-delegation-challenge.ts';
import { createSignInChallenge } from './create-sign-in-challenge.ts';
import { linkWallet } from './link-wallet.ts';
import { signInWithWallet } from './sign-in-with-wallet.ts';

/** Smart-contract wallets (ERC-1271): one whose contract takes any signature for its own, and one that takes none. */
const agreeing = '0x00000000000000000000000000000000000a9ee1';
const refusing = '0x0000000000000000000000000000000000ef05e5';
const signature = `0x${'ab'.repeat(97)}` as const;
let chain: TestChain;
let deps: TestDeps;

beforeAll(async () => {
  chain = await openTestChain();
  deps = await openTestDeps({ chain: chain.reader });
  // Returns 0x1626ba7e, the word for "yes".
  await chain.control.setCode({ address: agreeing, bytecode: '0x631626ba7e60e01b5f5260205ff3' });
  await chain.control.setCode({ address: refusing, bytecode: '0x5f5ffd' });
});
afterAll(async () => {
  await deps.close();
  await chain.close();
});
beforeEach(() => deps.database.clear());

async function signIn(address: `0x${string}`) {
  const challenge = await createSignInChallenge(deps, { clientAddress: '::1', origin: null });
  const message = createSiweMessage({ ...challenge, address });
  return signInWithWallet(deps, { message, signature, userAgent: '', clientAddress: '::1' });
}

test('a smart-contract wallet signs in when its contract says that it signed, and is refused when not', async () => {
  expect(await signIn(agreeing)).toMatchObject({ isNew: true });
  await expect(signIn(refusing)).rejects.toMatchObject({ code: 'forbidden' });
  const nobody = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf';
  await expect(signIn(nobody)).rejects.toMatchObject({ code: 'forbidden' });
});

test('it is linked by a delegation that its contract vouches for', async () => {
  const { id: ownerId } = await deps.newAccount();
  const link = async (wallet: `0x${string}`) => {
    const { issuedAt } = await createDelegationChallenge(deps, { ownerId, wallet });
    return linkWallet(deps, { ownerId, wallet, issuedAt, signature });
  };
  await link(agreeing);
  await expect(link(refusing)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await deps.db.wallet.findMany({ select: { address: true } })).toEqual([{ address: agreeing.toLowerCase() }]);
});
