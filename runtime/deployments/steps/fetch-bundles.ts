import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';
import { bundleFileRoot } from '#runtime/deployments/steps/bundle-file-root.ts';

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
    await download({ address, partial: `${file}.part`, sizeBytes: reference.sizeBytes, signal: input.signal }, (done) =>
      report(`Fetching ${label}`, { done, total: reference.sizeBytes }),
    );
    await keepIfRight(`${file}.part`, { file, label, contentRoot: reference.contentRoot });
    report(`${label} is here and matches its root`);
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function download(
  input: { address: string; partial: string; sizeBytes: number; signal: AbortSignal },
  onBytes: (received: number) => void,
): Promise<void> {
  const have = await sizeOf(input.partial);
  if (have === input.sizeBytes) return;
  const start = have < input.sizeBytes ? have : 0;
  const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
  const response = await fetch(input.address, { headers, signal: input.signal, redirect: 'error' }).catch(
    (cause: unknown) => {
      input.signal.throwIfAborted();
      throw new AppError(
        'upstream_failed',
        'The gateway could not be reached for the bundle; it is tried again from where it stopped.',
        { cause },
      );
    },
  );
  if (!response.ok || !response.body) {
    throw new AppError(
      'upstream_failed',
      `The gateway answered ${response.status} for the bundle; deploy again to get a fresh address.`,
    );
  }
  const isResumed = response.status === 206;
  let received = isResumed ? start : 0;
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const part of source) {
      received += part.byteLength;
      if (received > input.sizeBytes) throw new AppError('too_large', 'The bundle is larger than its reference says.');
      onBytes(received);
      yield part;
    }
  };
  const target = createWriteStream(input.partial, { flags: isResumed ? 'a' : 'w' });
  await pipeline(Readable.from(response.body), counted, target, { signal: input.signal });
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
