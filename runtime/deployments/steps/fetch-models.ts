import type { DeployRequest } from '#protocol/control/control-api.ts';
import type { Report } from '#runtime/deployments/deployment-parts.ts';
import type { Deploying } from '#runtime/deployments/run-steps.ts';
import { unpackModel } from './unpack-model.ts';

/** Brings what the model store lacks, with progress in bytes: from its sources, or out of the bundle that it comes in. */
export async function fetchModels(
  deploying: Pick<Deploying, 'parts' | 'keys' | 'signal'>,
  request: DeployRequest,
  report: Report,
): Promise<void> {
  const { parts, signal } = deploying;
  const { model, embedding } = request.manifest;
  const files = [...(parts.engine.hasChatFiles ? [model] : []), ...(embedding ? [embedding] : [])];
  for (const reference of files) {
    const { bundle } = reference;
    if (bundle) await unpackModel(deploying, { model: reference, bundle, request }, report);
    else {
      await parts.obtainModel(reference, {
        signal,
        onProgress: (done, total) => report(`Fetching ${reference.id}`, { done, total }),
      });
    }
    report(`${reference.id} is here and its SHA-256 is right`);
  }
}
