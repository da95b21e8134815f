import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import type { Deps } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';
import { readSealingKey } from './read-sealing-key.ts';

/**
 * The owner's secrets in these slots, each sealed to one of the owner's nodes: rows of kind `tool` whose name is the slot. Slots that
 * nobody filled are left out. Throws `conflict` for a node that tells no sealing key.
 */
export async function sealSlots(
  deps: Pick<Deps, 'db' | 'secrets'>,
  input: { ownerId: string; nodeId: string; slots: string[] },
): Promise<Record<string, string>> {
  const { ownerId, slots } = input;
  if (slots.length === 0) return {};
  const rows = await deps.db.secret.findMany({
    where: { ownerId, kind: 'tool', name: { in: slots } },
    select: { name: true, envelope: true },
  });
  if (rows.length === 0) return {};
  const sealingKey = await readSealingKey(deps, input);
  return Object.fromEntries(
    rows.map(({ name: slot, envelope }) => {
      const text = new TextDecoder().decode(deps.secrets.open(secretEnvelopeSchema.parse(envelope)));
      return [slot, sealSecret({ sealingKey, slot, text })];
    }),
  );
}
