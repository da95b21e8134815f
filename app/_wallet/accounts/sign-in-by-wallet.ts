import type { Address, Hex } from 'viem';
import { createSiweMessage } from 'viem/siwe';
import { z } from 'zod';

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });
const challengeSchema = z.object({
  domain: z.string(),
  uri: z.string(),
  statement: z.string(),
  version: z.literal('1'),
  chainId: z.int(),
  nonce: z.string(),
  issuedAt: z.coerce.date(),
  expirationTime: z.coerce.date(),
});

/** The studio said no; the message is for the person. */
export class SignInRefused extends Error {}

/** Signs this browser in: the studio's challenge, the wallet's signature, the studio's session. Throws `SignInRefused`, or what the wallet threw. */
export async function signInByWallet(
  address: Address,
  signMessage: (message: string) => Promise<Hex>,
): Promise<{ isNew: boolean }> {
  const challenge = challengeSchema.parse(await post('/api/sign-in/challenge'));
  const message = createSiweMessage({ ...challenge, address });
  const signature = await signMessage(message);
  return z.object({ isNew: z.boolean() }).parse(await post('/api/sign-in/wallet', { message, signature }));
}

async function post(path: string, body: object = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const refusal = refusalSchema.safeParse(answer);
  throw new SignInRefused(refusal.data?.error.message ?? `The studio answered with status ${response.status}.`);
}
