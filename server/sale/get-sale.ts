import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import type { CheckKind, CheckResult, Sale, SaleStep, SaleVersion } from './sale-state.ts';
import { suggestParents } from './suggest-parents.ts';

const licenceSchema = z.object({ licence: z.string().catch('') }).catch({ licence: '' });

/** Everything about the sale of one of the owner's components, also before there is any. Throws `not_found`. */
export async function getSale(deps: Pick<Deps, 'db'>, input: { ownerId: string; componentId: string }): Promise<Sale> {
  const component = await deps.db.component.findFirst({
    where: { id: input.componentId, ownerId: input.ownerId },
    select: { id: true, name: true, description: true, kind: true, saleTerms: true },
  });
  if (!component) throw new AppError('not_found', 'No component of yours has this id; it may have been deleted.');
  const { id: componentId, name, description, kind, saleTerms: terms } = component;
  const deedId = terms?.deedId?.toFixed() ?? null;
  const versions = await listVersions(deps, { componentId, deedId });
  const versionId = terms?.versionId ?? versions[0]?.versionId ?? null;
  const published = versionId
    ? await deps.db.version.findUnique({ where: { id: versionId }, select: { manifest: true } })
    : null;
  const voucher = terms?.voucher ? mintVoucherSchema.parse(terms.voucher) : null;
  return {
    ...{ componentId, name, description, kind, versions, versionId, voucher },
    licence: licenceSchema.parse(published?.manifest).licence,
    step: (terms?.state ?? 'draft') as SaleStep,
    choices: terms ? saleChoicesSchema.parse(terms.choices) : null,
    terms: voucher?.terms ?? null,
    signature: terms?.signature ?? null,
    deedId,
    deedOwner: deedId ? await readOwner(deps, deedId) : null,
    parents: await suggestParents(deps, { componentId, versionId }),
    checks: versionId ? await readChecks(deps, versionId) : [],
    takenDownReason: terms?.takenDownAt ? terms.takenDownReason : null,
  };
}

async function readOwner(deps: Pick<Deps, 'db'>, deedId: string): Promise<string | null> {
  const deed = await deps.db.deed.findUnique({ where: { id: deedId }, select: { owner: true } });
  return deed?.owner ?? null;
}

async function listVersions(
  deps: Pick<Deps, 'db'>,
  { componentId, deedId }: { componentId: string; deedId: string | null },
): Promise<SaleVersion[]> {
  const rows = await deps.db.version.findMany({
    where: { componentId, isReady: true, contentRoot: { not: null } },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, contentRoot: true, sizeBytes: true, createdAt: true },
  });
  const onDeed = deedId ? await deps.db.deedVersion.findMany({ where: { deedId }, orderBy: { number: 'asc' } }) : [];
  const numbers = new Map(onDeed.map(({ contentRoot, number }) => [contentRoot, number]));
  return rows.map(({ id, contentRoot, sizeBytes, ...row }) => ({
    ...row,
    versionId: id,
    contentRoot: contentRoot ?? '',
    sizeBytes: Number(sizeBytes),
    deedNumber: numbers.get(contentRoot ?? '') ?? null,
  }));
}

/** The checks that a version has had, as they ended. */
export async function readChecks(deps: Pick<Deps, 'db'>, versionId: string): Promise<CheckResult[]> {
  const rows = await deps.db.saleCheck.findMany({
    where: { versionId },
    orderBy: { kind: 'asc' },
    select: { kind: true, outcome: true, message: true, detail: true },
  });
  return rows.map(({ kind, outcome, message, detail }) => ({
    kind: kind as CheckKind,
    outcome: outcome as CheckResult['outcome'],
    message,
    detail: detail as Record<string, unknown>,
  }));
}
