import { licencePart } from '#protocol/licences/licence-part.ts';
import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

/** Licences of the prompts among these that were bought. */
export async function promptLicences(
  deps: Pick<Deps, 'db'>,
  { ownerId, promptIds }: { ownerId: string; promptIds: string[] },
): Promise<NonNullable<PromptPolicy['licences']>> {
  const prompts = await deps.db.component.findMany({
    where: { id: { in: promptIds }, ownerId },
    orderBy: { id: 'asc' },
    select: { name: true, versions: { orderBy: { number: 'desc' }, take: 1, select: { licence: true } } },
  });
  return prompts.flatMap(({ name, versions }) => {
    const { licence } = licencePart(versions[0]?.licence);
    return licence ? [{ name, licence }] : [];
  });
}
