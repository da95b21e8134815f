import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** A trial that answers now. */
export interface OpenTrial {
  componentId: string;
  name: string;
  kind: string;
  /** Its creator. */
  ownerId: string;
  versionId: string;
  contentRoot: string;
  deedId: string | null;
  /** Its terms sell no licence: it is searched on its creator's node only. */
  sellsNoLicence: boolean;
  nodeId: string;
  nodeAddress: string;
  modelId: string;
  dailyQuestions: number;
  dailyTokens: number;
  personQuestions: number;
  isHosted: boolean;
  passagesPerCall: number;
  callsPerMinute: number;
  dailySearches: number;
  coveragePercent: number;
  chunkCount: number;
}

const presetOnly = z.object({ preset: z.string().optional() });

/** The trial of a component on sale, by the component or its deed. Throws `not_found` where nothing is offered or it isn't sold any more, `loading` while its node gets the content. */
export async function findOpenTrial(
  deps: Pick<Deps, 'db'>,
  where: { componentId: string } | { deedId: string },
): Promise<OpenTrial> {
  const sale = await deps.db.saleTerms.findFirst({
    where: { ...where, state: { in: ['offered', 'minted'] }, takenDownAt: null },
    select: { deedId: true, choices: true, component: { select: { name: true, kind: true, trial: true } } },
  });
  const trial = sale?.component.trial;
  if (!sale || !trial || trial.state === 'closed') throw notOffered();
  const { name, kind } = sale.component;
  if (trial.state === 'preparing') {
    throw new AppError('loading', `The creator's node is getting “${name}”; try again in a few minutes.`);
  }
  if (trial.state !== 'open') {
    throw new AppError(
      'node_offline',
      `The creator's node could not get “${name}”; its creator has to open the trial again.`,
    );
  }
  const [node, version] = await Promise.all([
    deps.db.node.findFirst({ where: { id: trial.nodeId, ownerId: trial.ownerId }, select: { address: true } }),
    deps.db.version.findUnique({ where: { id: trial.versionId }, select: { contentRoot: true } }),
  ]);
  if (!node || !version?.contentRoot) throw notOffered();
  const { contentRoot } = version;
  const { preset } = presetOnly.parse(sale.choices);
  const about = { name, kind, contentRoot, nodeAddress: node.address, sellsNoLicence: preset === 'hosted' };
  return { ...trial, ...about, deedId: sale.deedId?.toFixed() ?? null };
}

function notOffered(): AppError {
  return new AppError(
    'not_found',
    'Nobody offers a trial of this component now; its page shows samples and evaluations.',
  );
}
