import { licenceReferenceSchema } from '#protocol/licences/licence-reference.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

export interface ListedDataset {
  id: string;
  name: string;
  description: string;
  licence: string;
  from: 'own' | 'bought';
  /** Deed whose licence its content is under, where it was private. */
  deedId: string | null;
  rows: number;
  duplicates: number;
  characters: number;
  /** Its newest version. */
  version: { versionId: string; number: number; sizeBytes: number; createdAt: Date };
  versions: number;
}

/** The datasets of an account, its own and those it bought, the newest first. */
export async function listDatasets(deps: Pick<Deps, 'db'>, { ownerId }: { ownerId: string }): Promise<ListedDataset[]> {
  const components = await deps.db.component.findMany({
    where: { ownerId, kind: 'dataset' },
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      name: true,
      description: true,
      parents: true,
      licence: true,
      versions: { where: { isReady: true }, orderBy: { number: 'desc' }, take: 1 },
      _count: { select: { versions: { where: { isReady: true } } } },
    },
  });
  return components.flatMap(({ versions: [version], _count, parents, licence: mark, ...facts }): ListedDataset[] => {
    const manifest = version ? bundleManifestSchema.parse(version.manifest) : null;
    if (!version || !manifest?.dataset) return [];
    const { rows, duplicates, characters } = manifest.dataset;
    const sizeBytes = manifest.files[0]?.sizeBytes ?? 0;
    const { id: versionId, number, createdAt } = version;
    return [
      {
        ...facts,
        ...{ licence: manifest.licence, rows, duplicates, characters },
        from: parents.length > 0 ? 'bought' : 'own',
        deedId: mark ? licenceReferenceSchema.parse(mark).deedId : null,
        version: { versionId, number, sizeBytes, createdAt },
        versions: _count.versions,
      },
    ];
  });
}
