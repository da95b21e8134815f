import type { DeploymentState } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { DeploymentParts } from './deployment-parts.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import { openDeploymentFile } from './open-deployment-file.ts';

const eventsKept = 400;
const progressEveryMs = 250;

/** The node's memory of its deployments: every change goes through `note` and wakes who waits. */
export interface DeploymentBook {
  records: DeploymentRecord[];
  /** contentRoot → collection that holds all of the bundle. */
  restored: Record<string, string>;
  find(deploymentId: string): DeploymentRecord;
  /** Moves a deployment to a state with a sentence, and writes it down when the state changed. */
  note(record: DeploymentRecord, state: DeploymentState, event: BookEvent): Promise<void>;
  save(): Promise<void>;
  /** Resolves at the first event after `sequence`. */
  next(deploymentId: string, sequence: number, signal: AbortSignal): Promise<void>;
}

interface BookEvent {
  message: string;
  done?: number;
  total?: number;
}

/** Opens the book kept in `deployments.json`. */
export async function openDeploymentBook(parts: DeploymentParts): Promise<DeploymentBook> {
  const file = await openDeploymentFile(parts.home);
  const waiting = new Set<() => void>();
  const records = file.content.deployments;

  function find(deploymentId: string): DeploymentRecord {
    const record = records.find((one) => one.deploymentId === deploymentId);
    if (!record) throw new AppError('not_found', `No deployment ${deploymentId} is known on this node.`);
    return record;
  }

  return {
    records,
    restored: file.content.restored,
    find,
    save: () => file.save(),
    async note(record, state, event) {
      const now = parts.clock();
      const isNewState = record.state !== state;
      if (!isNewState && isTooSoon(record, event, now)) return;
      record.state = state;
      addEvent(record, { ...event, state, at: now.toISOString() });
      for (const wake of waiting) wake();
      if (!isNewState) return;
      parts.log.info({ deploymentId: record.deploymentId, state, reason: record.reason }, `deployment.${state}`);
      await file.save();
    },
    async next(deploymentId, sequence, signal) {
      const { events } = find(deploymentId);
      if ((events.at(-1)?.sequence ?? 0) > sequence) return;
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    },
  };
}

/** Progress within a step is told a few times a second; its end always. */
function isTooSoon(record: DeploymentRecord, event: BookEvent, now: Date): boolean {
  const last = record.events.at(-1);
  if (!last || event.total === undefined || event.done === event.total) return false;
  return now.getTime() - new Date(last.at).getTime() < progressEveryMs;
}

/** Progress replaces progress of the same sentence, so that a long download stays one line; numbers still grow. */
function addEvent(record: DeploymentRecord, event: BookEvent & { state: DeploymentState; at: string }): void {
  const last = record.events.at(-1);
  const sequence = (last?.sequence ?? 0) + 1;
  if (last && event.total !== undefined && last.message === event.message) record.events.pop();
  record.events.push({ ...event, sequence });
  if (record.events.length > eventsKept) record.events.shift();
}
