import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { Deps } from '#server/deps-type.ts';
import type { OpenTrial } from '#server/trials/find-open-trial.ts';
import { coverageLimit } from './coverage-limit.ts';
import type { HostedBuyer } from './find-buyer.ts';

export interface HandedOut {
  passages: SearchResult['passages'];
  coverage: { handedOut: number; limit: number };
}

/**
 * Chooses which passages a buyer gets, counts their chunks against the share of the whole that one buyer may ever see, and meters the search: in one transaction a buyer, also across gateways.
 * What a buyer has had already costs nothing. Throws `forbidden` when the best of what was found would pass the share.
 */
export async function handOut(
  deps: Pick<Deps, 'db' | 'clock'>,
  {
    trial,
    buyer,
    ground,
    node,
    passages,
  }: HostedBuyer & { trial: OpenTrial; node: string; passages: SearchResult['passages'] },
): Promise<HandedOut> {
  const { componentId } = trial;
  const limit = ground === 'creator' ? trial.chunkCount : coverageLimit(trial);
  return deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`hosted:${componentId}:${buyer}`}, 0))`;
    const rows = await tx.hostedChunk.findMany({ where: { componentId, buyer }, select: { chunkId: true } });
    const seen = new Set(rows.map(({ chunkId }) => chunkId));
    const before = seen.size;
    const chosen = passages.filter(({ chunkIds }) => {
      const fresh = chunkIds.filter((chunkId) => !seen.has(chunkId));
      if (ground !== 'creator' && seen.size + fresh.length > limit) return false;
      for (const chunkId of fresh) seen.add(chunkId);
      return true;
    });
    // The best passage is the evidence: without it the others would stand for an answer that they don't hold.
    if (passages[0] && chosen[0] !== passages[0]) throw usedUp(trial, { handedOut: before, limit });
    const fresh = [...seen].slice(before);
    await tx.hostedChunk.createMany({ data: fresh.map((chunkId) => ({ componentId, buyer, chunkId })) });
    const now = deps.clock();
    const counted = { passages: chosen.length, newChunks: fresh.length, searchedAt: now };
    await tx.hostedUse.create({
      data: { id: newId(now.getTime()), componentId, buyer, node: node.toLowerCase(), ground, ...counted },
    });
    return { passages: chosen, coverage: { handedOut: seen.size, limit } };
  });
}

function usedUp({ name, chunkCount }: OpenTrial, { handedOut, limit }: HandedOut['coverage']): AppError {
  return new AppError(
    'forbidden',
    `This buyer has been handed ${handedOut} of the ${limit} passages of “${name}” (of ${chunkCount}) that its creator gives to one buyer; questions about those are still answered.`,
  );
}
