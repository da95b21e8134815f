import { type DeedKind, deedKinds, licenceScopes, noCommitment } from '#protocol/market/mint-terms.ts';
import { presetChoices } from '#protocol/market/preset-terms.ts';
import { newId } from '#protocol/new-id.ts';
import type { TestDeps } from '#server/testing/open-test-deps.ts';

export interface ListingSeed {
  name: string;
  kind: DeedKind;
  licence: string;
  language: string;
  sizeBytes: number;
  /** Of one seat, in base units of its asset. */
  price: string;
  asset: `0x${string}`;
  /** Number of its deed; null for one that nobody has minted. */
  deedId: number | null;
}

const root = `0x${'1'.repeat(64)}` as const;

/** Puts components on sale as rows, without content or signatures: for lists, not for purchases. Resolves with their ids, in the order given. */
export async function addListings(
  { db, clock }: TestDeps,
  { ownerId, seeds }: { ownerId: string; seeds: ListingSeed[] },
): Promise<string[]> {
  const creator = `0x${ownerId.replaceAll('-', '').padEnd(40, '0')}`;
  const rows = seeds.map((seed, at) => ({
    ...seed,
    id: newId(),
    versionId: newId(),
    listedAt: new Date(clock().getTime() + at),
  }));
  await db.component.createMany({ data: rows.map(({ id, kind, name }) => ({ id, ownerId, kind, name })) });
  await db.version.createMany({
    data: rows.map(({ id, versionId, sizeBytes }) => ({
      ...{ id: versionId, ownerId, componentId: id, number: 1, sizeBytes, contentRoot: root },
    })),
  });
  await db.marketPage.createMany({
    data: rows.map(({ id, language, name }) => ({ componentId: id, ownerId, language, summary: `All about ${name}.` })),
  });
  await db.saleTerms.createMany({
    data: rows.map((row) => ({
      ...{ componentId: row.id, ownerId, versionId: row.versionId, listedAt: row.listedAt, deedId: row.deedId },
      state: row.deedId === null ? 'offered' : 'minted',
      choices: presetChoices('sell', { licence: row.licence, assets: [row.asset], priceOf: () => row.price }),
      voucher: { terms: termsOf(row, creator), nonce: '1', deadline: '1' },
    })),
  });
  const minted = rows.flatMap(({ deedId, asset, price }) =>
    deedId === null ? [] : [{ deedId, asset, price, scope: 0 }],
  );
  await db.deedOffer.createMany({ data: minted });
  return rows.map(({ id }) => id);
}

function termsOf({ kind, asset, price }: ListingSeed, creator: string) {
  return {
    ...{ creator, keyIssuer: creator, kind: deedKinds.indexOf(kind), askBps: 0, royaltyBps: 0, uri: '', parents: [] },
    version: { contentRoot: root, manifestHash: root, cid: '', keyCommitment: noCommitment, licenceHash: root },
    scopes: [{ scope: licenceScopes.seat, supplyCap: '0', durationSeconds: 0, isSoulbound: false }],
    offers: [{ scope: licenceScopes.seat, asset, price }],
  };
}
