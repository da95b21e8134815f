import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { toolSecretKind } from './tool-secret-kind.ts';

/** Keeps a value for a slot, encrypted, in place of the one before. All tools of the owner that name the slot use it. */
export async function setToolSecret(
  deps: Pick<Deps, 'db' | 'secrets' | 'clock'>,
  input: { ownerId: string; slot: string; value: string },
): Promise<void> {
  const { ownerId, slot } = input;
  const envelope = { ...deps.secrets.seal(new TextEncoder().encode(input.value)) };
  await deps.db.secret.upsert({
    where: { ownerId_kind_name: { ownerId, kind: toolSecretKind, name: slot } },
    create: { id: newId(deps.clock().getTime()), ownerId, kind: toolSecretKind, name: slot, envelope },
    update: { envelope, createdAt: deps.clock() },
    select: { id: true },
  });
}
