import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from './market-operator.ts';

export interface OpenReport {
  reportId: string;
  componentId: string;
  name: string;
  deedId: string | null;
  reporter: string;
  reason: string;
  text: string;
  state: string;
  resolution: string;
  createdAt: Date;
  isTakenDown: boolean;
}

/** Reports for the studio's operator, open ones first. */
export async function listReports(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<OpenReport[]> {
  assertOperator(input.ownerId);
  const rows = await deps.db.report.findMany({
    orderBy: [{ state: 'desc' }, { createdAt: 'desc' }],
    take: 200,
    include: { owner: { select: { name: true } } },
  });
  const sales = await deps.db.saleTerms.findMany({
    where: { componentId: { in: rows.map(({ componentId }) => componentId) } },
    select: { componentId: true, deedId: true, takenDownAt: true, component: { select: { name: true } } },
  });
  const byId = new Map(sales.map((sale) => [sale.componentId, sale]));
  return rows
    .map(({ id, owner, ownerId: _ownerId, resolvedAt: _resolvedAt, ...row }) => ({
      ...row,
      reportId: id,
      reporter: owner.name,
      name: byId.get(row.componentId)?.component.name ?? '',
      deedId: byId.get(row.componentId)?.deedId?.toFixed() ?? null,
      isTakenDown: Boolean(byId.get(row.componentId)?.takenDownAt),
    }))
    .toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'));
}

/** Closes a report: upheld, the component is taken down with the reason; dismissed, it stays. By the operator. Throws `conflict` for one that is closed. */
export async function decideReport(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; reportId: string; isUpheld: boolean; resolution: string },
): Promise<void> {
  assertOperator(input.ownerId);
  const { reportId, isUpheld, resolution } = input;
  const report = await deps.db.report.findUnique({ where: { id: reportId }, select: { componentId: true } });
  if (!report) throw new AppError('not_found', 'No report has this id.');
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id: reportId, state: 'open' },
      data: { state: isUpheld ? 'upheld' : 'dismissed', resolution, resolvedAt: deps.clock() },
    });
    if (count === 0) throw new AppError('conflict', 'This report was decided already.');
    if (!isUpheld) return;
    await tx.saleTerms.updateMany({
      where: { componentId: report.componentId },
      data: { takenDownAt: deps.clock(), takenDownReason: resolution },
    });
  });
}

/** Puts back what was taken down. By the operator. */
export async function restoreListing(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; componentId: string },
): Promise<void> {
  assertOperator(input.ownerId);
  const { count } = await deps.db.saleTerms.updateMany({
    where: { componentId: input.componentId, takenDownAt: { not: null } },
    data: { takenDownAt: null, takenDownReason: '' },
  });
  if (count === 0) throw new AppError('not_found', 'Nothing that was taken down has this id.');
}
