import type { Deps } from '#server/deps-type.ts';
import { toolSecretKind } from './tool-secret-kind.ts';

/** Which slots have a value, and since when; never the values. */
export async function listToolSecrets(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string },
): Promise<{ slot: string; setAt: Date }[]> {
  const rows = await deps.db.secret.findMany({
    where: { ownerId: input.ownerId, kind: toolSecretKind },
    orderBy: { name: 'asc' },
    select: { name: true, createdAt: true },
  });
  return rows.map(({ name, createdAt }) => ({ slot: name, setAt: createdAt }));
}
