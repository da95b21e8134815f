import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import { fetchModel } from './fetch-model.ts';
import { hashFile } from './hash-file.ts';
import { isKept, markKept, modelPath } from './model-place.ts';
import type { DownloadOptions } from './sources/download-file.ts';
import { failureSentence } from './sources/failure-sentence.ts';
import { openWebClient } from './sources/open-web-client.ts';
import { type PipSettings, readPipSettings } from './sources/pip-settings.ts';
import { withLock } from './with-lock.ts';

export interface ModelStoreOptions {
  /** Shared by all nodes of a machine. */
  folder: string;
  /** Home folder and environment variables that say how to reach the network. */
  environment: { home: string; variables: Record<string, string | undefined> };
}

/** Model files of a machine, by their SHA-256. */
export interface ModelStore {
  /** The file of a model: found without any network, or fetched from the first source that works. */
  obtain(model: ModelReference, options: DownloadOptions): Promise<string>;
  /** Where the model is if it is here whole, else null. */
  find(model: ModelReference): Promise<string | null>;
  /** Hashes the whole file again; for the doctor. */
  check(model: ModelReference): Promise<'right' | 'missing' | 'wrong'>;
}

/** Opens the store; nothing is read or fetched before it is asked for. */
export function openModelStore({ folder, environment }: ModelStoreOptions): ModelStore {
  async function find(model: ModelReference): Promise<string | null> {
    const file = modelPath(folder, model);
    return (await isKept(file)) ? file : null;
  }

  return {
    find,
    async obtain(model, options) {
      const here = await find(model);
      if (here) return here;
      const work = async () => (await find(model)) ?? (await adopt(folder, model)) ?? (await bring(model, options));
      return withLock(path.join(folder, `${model.sha256}.lock`), work, options.signal);
    },
    async check(model) {
      const sha256 = await hashFile(modelPath(folder, model)).catch(() => null);
      if (sha256 === null) return 'missing';
      return sha256 === model.sha256 ? 'right' : 'wrong';
    },
  };

  async function bring(model: ModelReference, options: DownloadOptions): Promise<string> {
    if (model.sources.length === 0) {
      const { name, version } = model.bundle ?? { name: model.id, version: 1 };
      const sentence = `“${name}”, version ${version}, comes in a bundle and is not on this node yet; publish an agent with it and deploy it here first.`;
      throw new AppError('conflict', sentence);
    }
    const pip = await readPipSettings(environment);
    const web = await openWebClient({ ...pip, variables: environment.variables });
    try {
      return await tryEach(model, { pip, web }, options);
    } finally {
      await web.close();
    }
  }

  /** One source after the other; what each said stands in the error when none works. */
  async function tryEach(
    model: ModelReference,
    tools: { pip: PipSettings; web: Awaited<ReturnType<typeof openWebClient>> },
    options: DownloadOptions,
  ): Promise<string> {
    const problems: string[] = [];
    const partial = path.join(folder, 'partial', model.sha256);
    for (const source of model.sources) {
      try {
        const fetched = await fetchModel({ ...tools, model, source, partial }, options);
        return await keep(model, { folder, fetched, partial });
      } catch (cause) {
        options.signal.throwIfAborted();
        problems.push(`${source}: ${failureSentence(cause)}`);
      }
    }
    throw new AppError(
      'upstream_failed',
      `${model.id} could not be fetched. ${problems.join(' ')} Check the network, or put the file at ${modelPath(folder, model)}.`,
    );
  }
}

/** A file that somebody put at its place by hand. */
async function adopt(folder: string, model: ModelReference): Promise<string | null> {
  const file = modelPath(folder, model);
  if ((await hashFile(file).catch(() => null)) !== model.sha256) return null;
  await markKept(file);
  return file;
}

async function keep(
  model: ModelReference,
  { folder, fetched, partial }: { folder: string; fetched: string; partial: string },
): Promise<string> {
  const sha256 = await hashFile(fetched);
  if (sha256 !== model.sha256) {
    await rm(partial, { recursive: true, force: true });
    throw new AppError(
      'upstream_failed',
      `the file's SHA-256 is ${sha256} instead of ${model.sha256}; it was thrown away.`,
    );
  }
  const file = modelPath(folder, model);
  await mkdir(path.dirname(file), { recursive: true });
  await rename(fetched, file);
  await markKept(file);
  await rm(partial, { recursive: true, force: true });
  return file;
}
