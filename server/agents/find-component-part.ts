import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** What of a component counts: its draft as it stands (a preview), or what is published. */
export type PartSource = 'drafts' | 'versions';

type ComponentPart = { name: string; version: number } & (
  | { kind: 'draft'; definition: unknown }
  | { kind: 'version'; manifest: unknown; licence: unknown }
);

/** A tool or plugin as an agent means it: the version chosen, else the draft or the newest version. Throws `not_found` when it is gone or somebody else's, `conflict` when nothing is published. */
export async function findComponentPart(
  deps: Pick<Deps, 'db'>,
  input: {
    ownerId: string;
    kind: 'tool' | 'plugin';
    componentId: string;
    versionId: string | null;
    from: PartSource;
  },
): Promise<ComponentPart> {
  const { ownerId, kind, componentId, versionId } = input;
  const component = await deps.db.component.findFirst({
    where: { id: componentId, ownerId, kind },
    select: {
      name: true,
      tool: { select: { definition: true } },
      plugin: { select: { definition: true } },
      versions: {
        where: { isReady: true, ...(versionId ? { id: versionId } : {}) },
        orderBy: { number: 'desc' },
        take: 1,
        select: { number: true, manifest: true, licence: true },
      },
    },
  });
  const param = `${kind}s`;
  if (!component)
    throw new AppError('not_found', `A ${kind} of this agent no longer exists; take it out of its form.`, { param });
  const { name } = component;
  const [version] = component.versions;
  const draft = component[kind];
  if (input.from === 'drafts' && !versionId && draft)
    return { kind: 'draft', name, version: (version?.number ?? 0) + 1, definition: draft.definition };
  if (!version)
    throw new AppError('conflict', `The ${kind} "${name}" has no published version yet; publish it first.`, { param });
  return { kind: 'version', name, version: version.number, manifest: version.manifest, licence: version.licence };
}
