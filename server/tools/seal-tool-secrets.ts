import { nodeStatusSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import type { Deps } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';
import { toolSecretKind } from './tool-secret-kind.ts';

/** The owner's values of these slots, each sealed to one node; slots without a value are left out. Throws `conflict` when the node hasn't told its sealing key. */
export async function sealToolSecrets(
  deps: Pick<Deps, 'db' | 'secrets'>,
  input: { ownerId: string; nodeId: string; slots: string[] },
): Promise<Record<string, string>> {
  const { ownerId, nodeId, slots } = input;
  if (slots.length === 0) return {};
  const rows = await deps.db.secret.findMany({
    where: { ownerId, kind: toolSecretKind, name: { in: slots } },
    select: { name: true, envelope: true },
  });
  if (rows.length === 0) return {};
  const node = await deps.db.node.findFirst({ where: { id: nodeId, ownerId }, select: { name: true, status: true } });
  const sealingKey = nodeStatusSchema.safeParse(node?.status).data?.sealingKey;
  if (!sealingKey)
    throw new AppError(
      'conflict',
      `"${node?.name ?? 'The node'}" has not told its sealing key, so it can't be given secrets; bring it up to date and start it.`,
    );
  const texts = new TextDecoder();
  return Object.fromEntries(
    rows.map(({ name, envelope }) => {
      const text = texts.decode(deps.secrets.open(secretEnvelopeSchema.parse(envelope)));
      return [name, sealSecret({ sealingKey, slot: name, text })];
    }),
  );
}
