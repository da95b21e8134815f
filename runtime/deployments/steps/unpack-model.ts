import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readBundle } from '#protocol/bundles/read-bundle.ts';
import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { fetchedBundle } from '#protocol/licences/fetched-bundle.ts';
import type { BundleReference, ModelReference } from '#protocol/manifests/agent-manifest.ts';
import type { Report } from '#runtime/deployments/deployment-parts.ts';
import type { Deploying } from '#runtime/deployments/run-steps.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';
import { openBundleFile } from '#runtime/licences/open-bundle-file.ts';
import { fetchBundle } from './fetch-bundles.ts';

/**
 * Puts the model of a bundle into the model store, unless the store has it: fetched, decrypted where it is licensed, verified, unpacked. The bundle goes then: a model is used as a plain file, and isn't
 * kept twice. Throws what fetching and reading the bundle throw.
 */
export async function unpackModel(
  { parts, keys, signal }: Pick<Deploying, 'parts' | 'keys' | 'signal'>,
  input: { model: ModelReference; bundle: BundleReference; request: DeployRequest },
  report: Report,
): Promise<void> {
  const { model, bundle, request } = input;
  if (await parts.hasModel(model)) return;
  const { file } = await fetchBundle(parts, { reference: bundle, request, signal }, report);
  const { name, contentRoot, licence } = bundle;
  const key = licence && fetchedBundle(bundle).isSealed ? await keys.keyOf({ name, licence }, signal) : null;
  const folder = path.join(parts.home, 'bundles', `model-${contentRoot.slice(2, 18)}`);
  const unpacked = path.join(folder, model.fileName);
  try {
    await mkdir(folder, { recursive: true });
    await readBundle(openBundleFile({ file, contentRoot, key }), {
      hashing: nativeHashing,
      onFile: async (found, content) => {
        if (found !== model.fileName) {
          throw new AppError(
            'unreadable_document',
            `The bundle of ${name} holds "${found}" instead of ${model.fileName}.`,
          );
        }
        await pipeline(content, createWriteStream(unpacked, { mode: 0o600 }));
      },
    });
    await parts.obtainModel({ ...model, sources: [`file:${unpacked}`] }, { signal, onProgress: () => undefined });
    await rm(file, { force: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
