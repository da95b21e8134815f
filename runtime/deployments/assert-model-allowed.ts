import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import { catalogue } from '#protocol/models/catalogue.ts';
import { assertAllowed } from '#runtime/identity/assert-allowed.ts';
import type { Policy } from '#runtime/identity/read-policy.ts';

/** A model of the catalogue, by its hash and sources, may run; any other only where the node's owner allows it. Throws `forbidden`. */
export function assertModelAllowed(policy: Policy, model: ModelReference): void {
  const known = catalogue.find(({ sha256 }) => sha256 === model.sha256);
  const isCatalogued = known !== undefined && model.sources.every((source) => known.sources.includes(source));
  if (!isCatalogued) assertAllowed(policy, 'ownModels');
}
