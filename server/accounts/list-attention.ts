import type { Deps } from '#server/deps-type.ts';
import { type DomainAttention, listDomainAttention } from '#server/domains/list-domain-attention.ts';
import { listMarketAttention, type MarketAttention } from '#server/market/list-market-attention.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';

export type Attention =
  | { kind: 'node-offline'; id: string; name: string; reason: string }
  | { kind: 'failed-documents'; id: string; name: string; count: number }
  | MarketAttention
  | DomainAttention;

/** What needs the owner's attention: nodes that are offline, documents that could not be read, purchases and sales before their time is over, domains and places in them. */
export async function listAttention(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'secrets'>,
  { ownerId }: { ownerId: string },
): Promise<Attention[]> {
  const [market, domains, nodes, failed] = await Promise.all([
    listMarketAttention(deps, { ownerId }),
    listDomainAttention(deps, { ownerId }),
    listNodes(deps, { ownerId }),
    deps.db.document.groupBy({ by: ['knowledgeId'], where: { ownerId, state: 'failed' }, _count: true }),
  ]);
  const names = await deps.db.component.findMany({
    where: { id: { in: failed.map(({ knowledgeId }) => knowledgeId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return [
    ...market,
    ...domains,
    ...nodes
      .filter((node) => !node.isOnline)
      .map(({ id, name, offlineReason }) => ({ kind: 'node-offline' as const, id, name, reason: offlineReason ?? '' })),
    ...failed.map(({ knowledgeId, _count }) => ({
      kind: 'failed-documents' as const,
      id: knowledgeId,
      name: nameOf.get(knowledgeId) ?? '',
      count: _count,
    })),
  ];
}
