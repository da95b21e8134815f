import { AppError } from '#protocol/errors.ts';
import { type TrialOffer, trialOfferSchema } from '#protocol/market/trial-offer.ts';
import type { Deps } from '#server/deps-type.ts';
import { trialDay } from './trial-day.ts';

export interface OwnTrial {
  state: 'preparing' | 'open' | 'closed' | 'failed';
  reason: string;
  offer: TrialOffer;
  chunkCount: number;
  /** Used and set aside today (UTC). */
  today: { questions: number; tokens: number; searches: number };
  /** The newest metered answers, without who asked or what. */
  uses: { kind: string; promptTokens: number; completionTokens: number; usedAt: Date }[];
  /** The newest metered searches of hosted retrieval. */
  searches: { buyer: string; node: string; ground: string; passages: number; newChunks: number; searchedAt: Date }[];
}

const shownRows = 50;

/** The trial of one of the owner's components, with what was used of it; null where none was ever offered. Throws `not_found` for a component that isn't the owner's. */
export async function getTrial(
  deps: Pick<Deps, 'db' | 'clock'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<OwnTrial | null> {
  const component = await deps.db.component.findFirst({
    where: { id: componentId, ownerId },
    select: { trial: true },
  });
  if (!component) throw new AppError('not_found', 'No component of yours has this id; it may have been deleted.');
  const { trial } = component;
  if (!trial) return null;
  const day = trialDay(deps.clock());
  const [today, uses, searches] = await Promise.all([
    deps.db.trialSpending.findUnique({
      where: { componentId_day_person: { componentId, day, person: '' } },
      select: { questions: true, tokens: true, searches: true },
    }),
    deps.db.trialUse.findMany({
      where: { componentId },
      orderBy: { usedAt: 'desc' },
      take: shownRows,
      select: { kind: true, promptTokens: true, completionTokens: true, usedAt: true },
    }),
    deps.db.hostedUse.findMany({
      where: { componentId },
      orderBy: { searchedAt: 'desc' },
      take: shownRows,
      select: { buyer: true, node: true, ground: true, passages: true, newChunks: true, searchedAt: true },
    }),
  ]);
  return {
    state: trial.state as OwnTrial['state'],
    reason: trial.reason,
    offer: trialOfferSchema.parse(trial),
    chunkCount: trial.chunkCount,
    today: today ?? { questions: 0, tokens: 0, searches: 0 },
    ...{ uses, searches },
  };
}
