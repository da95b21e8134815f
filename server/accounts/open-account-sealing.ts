import type { Hex } from 'viem';
import { newId } from '#protocol/new-id.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import type { Deps } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';

export interface AccountSealing {
  /** X25519 public key, to which keys that the account buys are sealed. */
  publicKey: Hex;
  /** Its secret half; never leaves the server. */
  secretKey: Uint8Array;
}

const place = { kind: 'account-key', name: 'sealing' };

/** The account's sealing key: made when it is first needed, the same ever after. */
export async function openAccountSealing(
  deps: Pick<Deps, 'db' | 'secrets' | 'clock'>,
  { ownerId }: { ownerId: string },
): Promise<AccountSealing> {
  const known = await readKey(deps, ownerId);
  if (known) return known;
  const envelope = { ...deps.secrets.seal(newSealingSecret()) };
  const row = { id: newId(deps.clock().getTime()), ownerId, ...place, envelope, createdAt: deps.clock() };
  await deps.db.secret.createMany({ data: [row], skipDuplicates: true });
  const made = await readKey(deps, ownerId);
  if (!made) throw new Error('The sealing key was not kept.');
  return made;
}

async function readKey(deps: Pick<Deps, 'db' | 'secrets'>, ownerId: string): Promise<AccountSealing | null> {
  const row = await deps.db.secret.findUnique({
    where: { ownerId_kind_name: { ownerId, ...place } },
    select: { envelope: true },
  });
  if (!row) return null;
  const secretKey = deps.secrets.open(secretEnvelopeSchema.parse(row.envelope));
  return { publicKey: `0x${sealingKeyOf(secretKey)}`, secretKey };
}
