import type { Deps } from '#server/deps-type.ts';
import type { TrialFacts } from '#server/market/market-types.ts';
import { countTrialUse } from './count-trial-use.ts';

/** What a reader may still try of a component today; null where nothing is offered. */
export async function trialFacts(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; componentId: string },
): Promise<TrialFacts | null> {
  const trial = await deps.db.trial.findUnique({ where: { componentId: input.componentId } });
  if (!trial?.isOpen) return null;
  const node = await deps.db.node.findUnique({ where: { id: trial.nodeId }, select: { gatewayId: true } });
  const used = await countTrialUse(deps, input);
  const left = Math.min(trial.dailyQuestions - used.today, trial.personQuestions - used.mineToday);
  return {
    questionsLeft: Math.max(0, left),
    isHosted: trial.isHosted,
    passagesPerCall: trial.passagesPerCall,
    coverageLeft: Math.max(0, trial.coveragePassages - used.passages.size),
    isNodeReady: Boolean(node?.gatewayId),
  };
}
