import { hexToBytes } from 'viem';
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';

/** Creates an account with a signing key of its own, sealed at rest: `creator` of its manifests and controller of its nodes. */
export async function createAccount(
  deps: Pick<Deps, 'secrets' | 'clock'> & { db: Pick<Deps['db'], 'account'> },
  input: { name: string; id?: string },
): Promise<{ id: string; name: string; keyAddress: string }> {
  const privateKey = generatePrivateKey();
  const keyAddress = privateKeyToAddress(privateKey);
  const envelope = deps.secrets.seal(hexToBytes(privateKey));
  const account = { id: input.id ?? newId(deps.clock().getTime()), name: input.name, keyAddress };

  await deps.db.account.create({
    data: {
      ...account,
      secrets: {
        create: {
          id: newId(deps.clock().getTime()),
          kind: 'account-key',
          name: 'controller',
          envelope: { ...envelope },
        },
      },
    },
  });
  return account;
}
