import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { findListing } from './find-listing.ts';

export const reportReasons = ['copied', 'harmful', 'personal', 'misleading', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

const openAtOnce = 20;

/** Tells the studio's operator that a component should not be here. A person's second report of it replaces the first. Throws `rate_limited` for too many open ones. */
export async function reportComponent(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; id: string; reason: ReportReason; text: string },
): Promise<{ reportId: string }> {
  const { ownerId, reason, text } = input;
  const { componentId } = await findListing(deps, input.id);
  const mine = { ownerId, state: 'open' };
  const known = await deps.db.report.findFirst({ where: { ...mine, componentId }, select: { id: true } });
  if (known) {
    await deps.db.report.update({ where: { id: known.id }, data: { reason, text }, select: { id: true } });
    return { reportId: known.id };
  }
  if ((await deps.db.report.count({ where: mine })) >= openAtOnce) {
    throw new AppError(
      'rate_limited',
      `${openAtOnce} reports of yours are open; wait until the operator has looked at them.`,
    );
  }
  const id = newId(deps.clock().getTime());
  await deps.db.report.create({ data: { id, ownerId, componentId, reason, text, createdAt: deps.clock() } });
  return { reportId: id };
}
