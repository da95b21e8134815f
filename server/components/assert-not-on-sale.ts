import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Throws `conflict` for a component that is on sale or minted: its buyers rely on its bundles and keys. */
export async function assertNotOnSale(deps: Pick<Deps, 'db'>, component: { id: string; name: string }): Promise<void> {
  const sale = await deps.db.saleTerms.findFirst({
    where: { componentId: component.id, state: { in: ['offered', 'minted'] } },
    select: { state: true },
  });
  if (!sale) return;
  const what = sale.state === 'minted' ? 'has a deed, and who holds a licence relies on it' : 'is on sale';
  throw new AppError(
    'conflict',
    `"${component.name}" ${what}; it can't be deleted. Take its offer back first, where nobody has bought it yet.`,
  );
}
