import type { adaWithEverything } from './two-people.ts';

/** How a procedure is asked by somebody else. `refused`: the input names something of Ada's. `own`: the answer may hold nothing of hers. `node`: the same, where a node of Bob's, or a wallet that didn't sign, may make it fail. */
export interface ForeignCase {
  kind: 'refused' | 'own' | 'node';
  input?: () => object;
}

/** The cases of the market, its collections and its operator. */
export const marketCases = (ada: () => Awaited<ReturnType<typeof adaWithEverything>>): Record<string, ForeignCase> => ({
  'market.search': { kind: 'own', input: () => ({ nodeId: ada().nodeId }) },
  'market.page': { kind: 'refused', input: () => ({ id: ada().promptId }) },
  'market.planPurchase': {
    kind: 'refused',
    input: () => ({
      ...{ id: ada().promptId, scope: 0, asset: ada().wallet, wallet: ada().wallet },
      ...{ seenPrice: '0', seenRoot: `0x${'1'.repeat(64)}` },
    }),
  },
  'market.creator': { kind: 'own', input: () => ({ address: ada().wallet }) },
  'market.receipt': { kind: 'own', input: () => ({ txHash: `0x${'1'.repeat(64)}` }) },
  'market.ratings': { kind: 'own', input: () => ({ deedId: '1' }) },
  'market.rate': { kind: 'node', input: () => ({ deedId: '1', stars: 1 }) },
  'market.me': { kind: 'own' },
  'market.report': { kind: 'refused', input: () => ({ id: ada().promptId, reason: 'other', text: '' }) },
  'market.reports': { kind: 'node' },
  'market.decideReport': {
    kind: 'node',
    input: () => ({ reportId: ada().agentId, isUpheld: true, resolution: 'Mine now.' }),
  },
  'market.restore': { kind: 'node', input: () => ({ componentId: ada().promptId }) },
  'market.curators': { kind: 'node' },
  'market.stopCurating': { kind: 'node', input: () => ({ domainName: 'ada-hikes', reason: 'Mine now.' }) },
  'market.allowCurating': { kind: 'node', input: () => ({ domainName: 'ada-hikes' }) },
  'market.collections': { kind: 'own', input: () => ({}) },
  'market.collection': { kind: 'refused', input: () => ({ slug: 'hers' }) },
  'market.ownCollections': { kind: 'own' },
  'market.saveCollection': {
    kind: 'refused',
    input: () => ({
      ...{ seen: { collectionId: ada().collectionId, revision: 0 }, domainName: 'bob-bakes' },
      ...{ slug: 'stolen', title: 'Stolen', componentIds: [] },
    }),
  },
  'market.deleteCollection': { kind: 'refused', input: () => ada() },
  'market.addToCollection': { kind: 'refused', input: () => ({ ...ada(), componentId: ada().promptId }) },
  'market.removeFromCollection': { kind: 'refused', input: () => ({ ...ada(), componentId: ada().promptId }) },
});
