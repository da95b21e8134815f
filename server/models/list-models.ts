import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { catalogue } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';

export interface ListedModel {
  /** Of the catalogue, or of the component. */
  id: string;
  kind: 'chat' | 'embedding';
  name: string;
  licence: string;
  sizeBytes: number;
  contextTokens: number;
  memoryBytes: number;
  /** `own` and `bought` ones come in bundles. */
  from: 'catalogue' | 'own' | 'bought';
  /** Its newest version; null in the catalogue. */
  version: { versionId: string; number: number; createdAt: Date; madeFrom: string | null } | null;
}

/** Working space besides the weights. */
const besidesWeights = 350_000_000;

/** The models that an account's agents can be built on: the catalogue, then its own and those it bought. */
export async function listModels(deps: Pick<Deps, 'db'>, { ownerId }: { ownerId: string }): Promise<ListedModel[]> {
  const components = await deps.db.component.findMany({
    where: { ownerId, kind: 'model' },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      name: true,
      licence: true,
      versions: { where: { isReady: true }, orderBy: { number: 'desc' }, take: 1 },
    },
  });
  const own = components.flatMap(({ id, name, licence: mark, versions: [version] }): ListedModel[] => {
    const manifest = version ? bundleManifestSchema.parse(version.manifest) : null;
    if (!version || !manifest?.model) return [];
    const { sizeBytes, contextTokens, madeFrom } = manifest.model;
    return [
      {
        ...{ id, kind: 'chat', name, licence: manifest.licence, sizeBytes, contextTokens },
        memoryBytes: sizeBytes + besidesWeights,
        from: mark === null ? 'own' : 'bought',
        version: { versionId: version.id, number: version.number, createdAt: version.createdAt, madeFrom },
      },
    ];
  });
  const known = catalogue.map(({ id, kind, name, licence, sizeBytes, contextTokens, memoryBytes }) => ({
    ...{ id, kind, name, licence, sizeBytes, contextTokens, memoryBytes },
    ...{ from: 'catalogue' as const, version: null },
  }));
  return [...known, ...own];
}
