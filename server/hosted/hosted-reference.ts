import type { HostedReference } from '#protocol/hosted/hosted-reference.ts';
import type { Deps } from '#server/deps-type.ts';

/** What an agent names to search a component on its creator's node; null where that isn't offered or there is no deed yet. */
export async function hostedReference(
  deps: Pick<Deps, 'db' | 'origins'>,
  one: { componentId: string } | { deedId: string },
): Promise<HostedReference | null> {
  const about = 'deedId' in one ? { component: { saleTerms: { deedId: one.deedId } } } : one;
  const trial = await deps.db.trial.findFirst({
    where: { ...about, isHosted: true, state: { in: ['open', 'preparing'] } },
    select: { component: { select: { name: true, saleTerms: { select: { deedId: true, takenDownAt: true } } } } },
  });
  const sale = trial?.component.saleTerms;
  if (!trial || !sale?.deedId || sale.takenDownAt) return null;
  const { name } = trial.component;
  return { name, deedId: sale.deedId.toFixed(), gateway: new URL(deps.origins.gateway).origin };
}
