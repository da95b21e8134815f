import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

const select = {
  id: true,
  state: true,
  failedStep: true,
  errorMessage: true,
  createdAt: true,
  updatedAt: true,
  jobId: true,
  node: { select: { id: true, name: true, address: true } },
  agentVersion: { select: { id: true, number: true, agentId: true, agent: { select: { name: true, slug: true } } } },
  events: {
    orderBy: { sequence: 'asc' },
    select: { sequence: true, state: true, message: true, done: true, total: true, at: true },
  },
} as const;

/** A deployment with its steps so far, for the screen that follows it. */
export async function getDeployment(deps: Deps, input: { ownerId: string; deploymentId: string }) {
  const row = await deps.db.deployment.findFirst({ where: { id: input.deploymentId, ownerId: input.ownerId }, select });
  if (!row) throw new AppError('not_found', 'No deployment of yours has this id.');
  const events = row.events.map((event) => ({
    ...event,
    done: event.done === null ? null : Number(event.done),
    total: event.total === null ? null : Number(event.total),
  }));
  return { ...row, events };
}
