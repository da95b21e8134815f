import type { Deps } from '#server/deps-type.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';
import type { CheckResult, ParentSuggestion } from '#server/sale/sale-state.ts';
import { chunkHashes } from './chunk-hashes.ts';

const toldFromPercent = 10;
/** With so much of somebody else's in it, that deed has to be named as a parent. */
const parentFromPercent = 50;
const rowsAtOnce = 5_000;

/** How much of a content stands already in what is on sale or minted: “87 % equals #12”. Keeps the hashes of this content for later comparisons. */
export async function checkOverlap(
  deps: Pick<Deps, 'db'>,
  input: { version: OwnVersion; texts: readonly string[]; parents: readonly { id: string }[] },
): Promise<CheckResult> {
  const { version, texts, parents } = input;
  const hashes = chunkHashes(texts);
  await keepHashes(deps, { contentRoot: version.contentRoot, hashes });
  const found = hashes.length === 0 ? [] : await findEqual(deps, { version, hashes });
  const [most] = found;
  if (!most) {
    return {
      kind: 'overlap',
      outcome: 'passed',
      message: 'Nothing that is on sale holds these passages.',
      detail: { found },
    };
  }
  const told = `${most.sharePercent} % equals ${most.deedId === '' ? '' : `#${most.deedId} `}“${most.name}”`;
  const unnamed = found.find(
    ({ isOwn, sharePercent, deedId }) =>
      !isOwn && deedId !== '' && (sharePercent ?? 0) >= parentFromPercent && !parents.some(({ id }) => id === deedId),
  );
  if (unnamed) {
    const message = `${told}: name deed #${unnamed.deedId} as a parent, so that its creator gets a share.`;
    return { kind: 'overlap', outcome: 'failed', message, detail: { found } };
  }
  return { kind: 'overlap', outcome: 'warned', message: `${told}.`, detail: { found } };
}

async function keepHashes(
  deps: Pick<Deps, 'db'>,
  { contentRoot, hashes }: { contentRoot: string; hashes: bigint[] },
): Promise<void> {
  for (let at = 0; at < hashes.length; at += rowsAtOnce) {
    await deps.db.chunkHash.createMany({
      data: hashes.slice(at, at + rowsAtOnce).map((hash) => ({ contentRoot, hash })),
      skipDuplicates: true,
    });
  }
}

interface Equal extends ParentSuggestion {
  isOwn: boolean;
}

/** Components on sale that share passages with these hashes, the one with most first. */
async function findEqual(
  deps: Pick<Deps, 'db'>,
  { version, hashes }: { version: OwnVersion; hashes: bigint[] },
): Promise<Equal[]> {
  const rows = await deps.db.$queryRaw<{ contentRoot: string; equal: bigint }[]>`
    SELECT "contentRoot", count(*) AS equal FROM "ChunkHash"
    WHERE "hash" = ANY(${hashes}::bigint[])
    GROUP BY 1 ORDER BY 2 DESC LIMIT 200`;
  const percent = new Map(rows.map((row) => [row.contentRoot, Math.round((Number(row.equal) * 100) / hashes.length)]));
  const told = [...percent].filter(([, share]) => share >= toldFromPercent).map(([root]) => root);
  const versions = await deps.db.version.findMany({
    where: {
      contentRoot: { in: told },
      componentId: { not: version.componentId },
      component: { saleTerms: { state: { in: ['offered', 'minted'] } } },
    },
    select: {
      contentRoot: true,
      ownerId: true,
      component: { select: { id: true, name: true, saleTerms: { select: { deedId: true, choices: true } } } },
    },
  });
  const byComponent = new Map<string, Equal>();
  for (const { contentRoot, ownerId, component } of versions) {
    const sharePercent = percent.get(contentRoot ?? '') ?? 0;
    if ((byComponent.get(component.id)?.sharePercent ?? -1) >= sharePercent) continue;
    byComponent.set(component.id, {
      deedId: component.saleTerms?.deedId?.toFixed() ?? '',
      name: component.name,
      bps: Math.max(1, (component.saleTerms?.choices as { askBps?: number } | undefined)?.askBps ?? 0),
      from: 'overlap',
      sharePercent,
      isOwn: ownerId === version.ownerId,
    });
  }
  return [...byComponent.values()].toSorted((a, b) => (b.sharePercent ?? 0) - (a.sharePercent ?? 0));
}
