import type { Deps } from '#server/deps-type.ts';
import type { ParentSuggestion } from './sale-state.ts';

/** Deeds that a component was made from: those its bundles name, and those whose passages it shares. */
export async function suggestParents(
  deps: Pick<Deps, 'db'>,
  input: { componentId: string; versionId: string | null },
): Promise<ParentSuggestion[]> {
  const component = await deps.db.component.findUnique({
    where: { id: input.componentId },
    select: { parents: true },
  });
  const named = await deedsOfRoots(deps, { roots: component?.parents ?? [], notOf: input.componentId });
  const overlap = input.versionId
    ? await deps.db.saleCheck.findUnique({
        where: { versionId_kind: { versionId: input.versionId, kind: 'overlap' } },
        select: { detail: true },
      })
    : null;
  const found = ((overlap?.detail as { found?: ParentSuggestion[] } | null)?.found ?? []).filter(
    ({ deedId }) => deedId !== '' && !named.some((one) => one.deedId === deedId),
  );
  return [...named, ...found].toSorted((a, b) => (BigInt(a.deedId) < BigInt(b.deedId) ? -1 : 1));
}

/** Deeds of this studio that hold a version with one of these roots. */
async function deedsOfRoots(
  deps: Pick<Deps, 'db'>,
  { roots, notOf }: { roots: string[]; notOf: string },
): Promise<ParentSuggestion[]> {
  if (roots.length === 0) return [];
  const sales = await deps.db.saleTerms.findMany({
    where: {
      deedId: { not: null },
      componentId: { not: notOf },
      component: { versions: { some: { contentRoot: { in: roots } } } },
    },
    select: { deedId: true, choices: true, component: { select: { name: true } } },
  });
  return sales.flatMap(({ deedId, choices, component }) =>
    deedId
      ? [
          {
            deedId: deedId.toFixed(),
            name: component.name,
            bps: Math.max(1, (choices as { askBps?: number }).askBps ?? 0),
            from: 'provenance' as const,
            sharePercent: null,
          },
        ]
      : [],
  );
}
