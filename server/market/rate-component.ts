import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from './own-wallets.ts';

/** Rates a deed that one of the account's wallets holds a licence of; a second time changes the rating. Throws `forbidden` without a licence, and to its creator. */
export async function rateComponent(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; deedId: string; stars: number; text: string },
): Promise<void> {
  const { ownerId, deedId, stars, text } = input;
  const sale = await deps.db.saleTerms.findUnique({ where: { deedId }, select: { ownerId: true } });
  if (sale?.ownerId === ownerId) throw new AppError('forbidden', 'Nobody rates their own component.');
  const holding = await deps.db.licenceHolding.findFirst({
    where: { deedId, units: { gt: 0 }, account: { in: await ownWallets(deps, ownerId) } },
    select: { account: true },
  });
  if (!holding) throw new AppError('forbidden', 'Only who holds a licence can rate a component.');
  await deps.db.rating.upsert({
    where: { deedId_ownerId: { deedId, ownerId } },
    create: {
      id: newId(deps.clock().getTime()),
      ownerId,
      deedId,
      wallet: holding.account,
      stars,
      text,
      createdAt: deps.clock(),
    },
    update: { stars, text, wallet: holding.account },
    select: { id: true },
  });
}
