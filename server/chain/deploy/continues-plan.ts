import type { BegunDeployment } from './deployment-record.ts';
import { type DeploymentPlan, hashPlan } from './plan-deployment.ts';

/** Whether a plan goes on with what an earlier run deployed or began: the same contracts, or the same and more after them. */
export function continuesPlan({ contracts }: DeploymentPlan, { planHash }: Pick<BegunDeployment, 'planHash'>): boolean {
  return contracts.some((_, index) => hashPlan(contracts.slice(0, index + 1)) === planHash);
}
