import type { Deps } from '#server/deps-type.ts';
import { coverageLimit } from '#server/hosted/coverage-limit.ts';
import type { TrialFacts } from '#server/market/market-types.ts';
import { trialDay } from './trial-day.ts';

/** What a reader may still try of a component today; null where nothing is offered. The client's address is not looked at here. */
export async function trialFacts(
  deps: Pick<Deps, 'db' | 'clock'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<TrialFacts | null> {
  const trial = await deps.db.trial.findUnique({ where: { componentId } });
  if (trial?.state !== 'open') return null;
  const [node, wallets] = await Promise.all([
    deps.db.node.findUnique({ where: { id: trial.nodeId }, select: { gatewayId: true } }),
    deps.db.wallet.findMany({ where: { ownerId }, select: { address: true } }),
  ]);
  const buyers = wallets.map(({ address }) => address.toLowerCase());
  const persons = ['', `account:${ownerId}`, ...buyers.map((address) => `wallet:${address}`)];
  const [spent, seen] = await Promise.all([
    deps.db.trialSpending.findMany({
      where: { componentId, day: trialDay(deps.clock()), person: { in: persons } },
      select: { person: true, questions: true },
    }),
    deps.db.hostedChunk.groupBy({ by: ['buyer'], where: { componentId, buyer: { in: buyers } }, _count: true }),
  ]);
  const left = spent.map(
    ({ person, questions }) => (person === '' ? trial.dailyQuestions : trial.personQuestions) - questions,
  );
  const most = Math.max(0, ...seen.map(({ _count }) => _count));
  return {
    questionsLeft: Math.max(0, Math.min(trial.dailyQuestions, trial.personQuestions, ...left)),
    takesQuestions: trial.dailyQuestions > 0,
    isHosted: trial.isHosted,
    passagesPerCall: trial.passagesPerCall,
    coverageLeft: trial.isHosted ? Math.max(0, coverageLimit(trial) - most) : 0,
    chunkCount: trial.chunkCount,
    isNodeReady: Boolean(node?.gatewayId),
  };
}
