import { access } from 'node:fs/promises';
import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';
import { secretSlots } from '#protocol/tools/secret-slots.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';
import { bundlePlace } from '#runtime/deployments/steps/bundle-place.ts';

const spareBytes = 256 * 1024 * 1024;

/** Refuses what can't end well before anything is downloaded: a manifest that isn't what its hash says, a model that may not run here, secrets that are missing or can't be opened, too little disk. */
export async function planDeployment(parts: DeploymentParts, request: DeployRequest, report: Report): Promise<void> {
  const { manifest } = request;
  if (manifestHash(manifest) !== request.manifestHash) {
    throw new AppError('invalid_input', 'The manifest does not match its hash; publish the agent again.', {
      param: 'manifestHash',
    });
  }
  if (manifest.knowledge.length > 0 && !manifest.embedding) {
    throw new AppError('invalid_input', 'The manifest has knowledge but no embedding model.', {
      param: 'manifest.embedding',
    });
  }
  parts.assertModelAllowed(manifest.model);
  if (manifest.embedding) parts.assertModelAllowed(manifest.embedding);
  assertSecretsFilled(parts, request);

  const needed = await bytesToDownload(parts, request);
  const free = await parts.freeDiskBytes();
  if (free < needed + spareBytes) {
    throw new AppError(
      'insufficient_resources',
      `The node has ${megabytes(free)} of disk free; this deployment needs ${megabytes(needed + spareBytes)}. Free some space on the node, or choose a smaller model.`,
    );
  }
  report(`Fits: up to ${megabytes(needed)} to fetch, ${megabytes(free)} of disk free`);
}

function assertSecretsFilled(parts: DeploymentParts, { manifest, secrets }: DeployRequest): void {
  const opened = parts.openSecrets(secrets);
  const missing = secretSlots(manifest).filter(({ slot }) => !Object.hasOwn(opened, slot) || opened[slot] === '');
  if (missing.length === 0) return;
  const list = missing.map(({ slot, tools }) => `"${slot}" of ${tools.join(' and ')}`).join(', ');
  throw new AppError(
    'conflict',
    `Secrets are not filled in: ${list}. Fill them in at the tools in the studio and deploy again.`,
    { param: 'secrets' },
  );
}

/** Bundles that aren't here yet, with the room their collections take. Models are checked by the model store, which knows what it has. */
async function bytesToDownload(parts: DeploymentParts, { manifest }: DeployRequest): Promise<number> {
  let bytes = 0;
  const ofModel = manifest.model.bundle && !(await parts.hasModel(manifest.model)) ? [manifest.model.bundle] : [];
  for (const reference of [...manifest.knowledge, ...ofModel]) {
    const { file, sizeBytes } = bundlePlace(parts.home, reference);
    const isHere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isHere) bytes += sizeBytes * 2;
  }
  return bytes;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB`;
}
