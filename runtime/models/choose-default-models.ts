import { type CatalogueModel, catalogue, modelReference } from '#protocol/models/catalogue.ts';
import type { ModelStore } from './open-model-store.ts';

/** A model may take this share of the machine's memory. */
const memoryShare = 0.5;

export interface DefaultModels {
  /** Chat models that fit this machine, the one to try first at the front. */
  chat: CatalogueModel[];
  embedding: CatalogueModel;
}

export interface MachineSize {
  memoryBytes: number;
  cores: number;
  hasGpu: boolean;
}

/** The models a machine starts with: the largest chat model that its memory holds and its processor or GPU is quick enough for, smaller ones behind it. One that is here already goes first, so that a start needs no network. */
export async function chooseDefaultModels(
  store: Pick<ModelStore, 'find'>,
  machine: MachineSize,
): Promise<DefaultModels> {
  const chats = catalogue.filter((model) => model.kind === 'chat').toSorted((a, b) => b.memoryBytes - a.memoryBytes);
  const smallest = chats.at(-1);
  const embedding = catalogue.find((model) => model.kind === 'embedding');
  if (!smallest || !embedding) throw new Error('The catalogue needs a chat model and an embedding model.');
  const fitting = chats.filter(
    (model) =>
      model.memoryBytes <= machine.memoryBytes * memoryShare && (machine.hasGpu || model.minimumCores <= machine.cores),
  );
  const candidates = fitting.length > 0 ? fitting : [smallest];
  const here: CatalogueModel[] = [];
  for (const model of candidates) if (await store.find(modelReference(model))) here.push(model);
  return { chat: [...here, ...candidates.filter((model) => !here.includes(model))], embedding };
}
