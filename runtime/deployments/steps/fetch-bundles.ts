import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';
import { bundleFileRoot } from '#runtime/deployments/steps/bundle-file-root.ts';
import { downloadBundle, sizeOf } from '#runtime/deployments/steps/download-bundle.ts';

/** Where a verified bundle lies in a node's home; its name is its root, so the file's being there means it is right. */
export function bundlePath(home: string, contentRoot: string): string {
  return path.join(home, 'bundles', `${contentRoot.slice(2)}.tar`);
}

/** Downloads the manifest's knowledge bundles, resuming where an earlier try ended, and keeps only what matches its root. */
export async function fetchBundles(
  parts: DeploymentParts,
  input: { request: DeployRequest; signal: AbortSignal },
  report: Report,
): Promise<void> {
  await mkdir(path.join(parts.home, 'bundles'), { recursive: true });
  for (const reference of input.request.manifest.knowledge) {
    const file = bundlePath(parts.home, reference.contentRoot);
    const label = `${reference.name} v${reference.version}`;
    if (await sizeOf(file)) {
      report(`${label} is here already`);
      continue;
    }
    const address = input.request.bundleAddresses[reference.contentRoot];
    if (!address)
      throw new AppError('invalid_input', `No download address was given for ${label}.`, { param: 'bundleAddresses' });
    await downloadBundle(
      { address, partial: `${file}.part`, sizeBytes: reference.sizeBytes, signal: input.signal },
      (done) => report(`Fetching ${label}`, { done, total: reference.sizeBytes }),
    );
    await keepIfRight(`${file}.part`, { file, label, contentRoot: reference.contentRoot });
    report(`${label} is here and matches its root`);
  }
}

async function keepIfRight(
  partial: string,
  input: { file: string; label: string; contentRoot: string },
): Promise<void> {
  const root = await bundleFileRoot(partial);
  if (root !== input.contentRoot) {
    await rm(partial, { force: true });
    throw new AppError(
      'upstream_failed',
      `${input.label} arrived damaged (its root is ${root}); deploy again to fetch it anew.`,
    );
  }
  await rename(partial, input.file);
}
