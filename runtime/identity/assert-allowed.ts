import { AppError } from '#protocol/errors.ts';
import type { Policy } from './read-policy.ts';

export type Capability = 'python' | 'training' | 'ownModels' | { toolHost: string };

/** Throws `forbidden`, saying what to write in `policy.json`, unless the node's owner has allowed this. */
export function assertAllowed(policy: Policy, capability: Capability): void {
  if (typeof capability === 'object') {
    const host = capability.toolHost.toLowerCase();
    if (policy.toolHosts.includes(host)) return;
    throw new AppError(
      'forbidden',
      `This node's owner has not allowed tools to call ${host}; add it to "toolHosts" in policy.json on the node.`,
    );
  }
  if (policy[capability]) return;
  throw new AppError(
    'forbidden',
    `This node's owner has not allowed ${capability}; set "${capability}": true in policy.json on the node.`,
  );
}
