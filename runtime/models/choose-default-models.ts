import { totalmem } from 'node:os';
import { type CatalogueModel, catalogue, modelReference } from '#protocol/models/catalogue.ts';
import type { ModelStore } from './open-model-store.ts';

/** A model may take this share of the machine's memory. */
const memoryShare = 0.5;

export interface DefaultModels {
  /** Chat models that fit this machine, the one to try first at the front. */
  chat: CatalogueModel[];
  embedding: CatalogueModel;
}

/** The models a machine starts with: the largest chat model that fits its memory, smaller ones behind it. One that is here already goes first, so that a start needs no network. */
export async function chooseDefaultModels(store: ModelStore, memoryBytes: number = totalmem()): Promise<DefaultModels> {
  const fitting = catalogue
    .filter((model) => model.kind === 'chat' && model.memoryBytes <= memoryBytes * memoryShare)
    .toSorted((a, b) => b.memoryBytes - a.memoryBytes);
  const smallest = catalogue
    .filter((model) => model.kind === 'chat')
    .toSorted((a, b) => a.memoryBytes - b.memoryBytes)[0];
  const embedding = catalogue.find((model) => model.kind === 'embedding');
  if (!smallest || !embedding) throw new Error('The catalogue needs a chat model and an embedding model.');
  const candidates = fitting.length > 0 ? fitting : [smallest];
  const here: CatalogueModel[] = [];
  for (const model of candidates) if (await store.find(modelReference(model))) here.push(model);
  return { chat: [...here, ...candidates.filter((model) => !here.includes(model))], embedding };
}
