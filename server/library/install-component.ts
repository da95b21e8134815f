import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { findCoverage } from '#server/domains/find-coverage.ts';
import { importBought } from './import/import-bought.ts';
import { openBoughtBundle } from './open-bought-bundle.ts';
import { isInForce, ownHoldings } from './own-holdings.ts';

export interface Installed {
  componentId: string;
  kind: string;
  number: number;
}

/**
 * Installs the newest version of a deed that the account holds a licence of, or that a domain covers for one of its nodes, as a component that agents can use. Safe to repeat: what is installed stays. Throws `forbidden`
 * without a licence in force, `conflict` while its key is on the way.
 */
export async function installComponent(deps: Deps, input: { ownerId: string; deedId: string }): Promise<Installed> {
  const { ownerId, deedId } = input;
  const deed = await deps.db.deed.findUnique({ where: { id: deedId }, select: { kind: true, versionCount: true } });
  if (!deed) throw new AppError('not_found', `No deed has the number ${deedId}.`);
  const entry = await deps.db.libraryEntry.findUnique({ where: { ownerId_deedId: { ownerId, deedId } } });
  if (entry?.componentId) return { componentId: entry.componentId, kind: deed.kind, number: entry.number };
  await assertHolder(deps, input);
  const version = await findDeedVersion(deps, { deedId, number: deed.versionCount });
  const bundle = await openBoughtBundle(deps, { ownerId, deedId, ...version });
  const { componentId } = await importBought(deps, { ...bundle, ownerId, kind: deed.kind, componentId: null });
  const row = { componentId, number: version.number, contentRoot: version.contentRoot };
  await deps.db.libraryEntry.upsert({
    where: { ownerId_deedId: { ownerId, deedId } },
    create: { id: newId(deps.clock().getTime()), ownerId, deedId, ...row, createdAt: deps.clock() },
    update: row,
    select: { id: true },
  });
  return { componentId, kind: deed.kind, number: version.number };
}

/** Throws `forbidden` unless a wallet of the account holds a licence in force, or a domain covers one of its nodes. */
export async function assertHolder(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; deedId: string },
): Promise<void> {
  const holdings = (await ownHoldings(deps, input)).get(input.deedId) ?? [];
  if (isInForce(holdings) || (await findCoverage(deps, input)).length > 0) return;
  const why =
    holdings.length > 0
      ? 'Your licence has expired: what is installed stays, and new versions need it renewed.'
      : 'None of your wallets holds a licence of this, and no domain that your nodes are in; buy one in the market.';
  throw new AppError('forbidden', why);
}

/** A version of a deed by its number, as the chain has it. Throws `not_found`. */
export async function findDeedVersion(deps: Pick<Deps, 'db'>, input: { deedId: string; number: number }) {
  const version = await deps.db.deedVersion.findUnique({
    where: { deedId_number: input },
    select: { number: true, contentRoot: true, cid: true, keyCommitment: true, createdAt: true },
  });
  if (version) return version;
  throw new AppError('not_found', `Deed ${input.deedId} has no version ${input.number}.`);
}
