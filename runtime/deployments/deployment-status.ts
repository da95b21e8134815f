import type { DeploymentStatus } from '#protocol/control/control-api.ts';
import type { DeploymentRecord } from './deployment-record.ts';

/** What the control API tells of a deployment. */
export function deploymentStatus(record: DeploymentRecord): DeploymentStatus {
  const { manifest, collections: _collections, previousId: _previousId, secrets: _secrets, ...told } = record;
  return { ...told, agentName: manifest.name, slug: manifest.slug, version: manifest.version };
}
