import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { Deps } from '#server/deps-type.ts';

/** Throws `too_large` when the account would keep more than its quota with these bytes. */
export async function assertStorageLeft(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; sizeBytes: number },
): Promise<void> {
  const kept = await deps.db.blob.aggregate({ where: { ownerId: input.ownerId }, _sum: { sizeBytes: true } });
  const used = Number(kept._sum.sizeBytes ?? 0);
  if (used + input.sizeBytes <= limits.accountStorageBytes) return;
  const quota = Math.round(limits.accountStorageBytes / 1024 ** 3);
  throw new AppError(
    'too_large',
    `This account keeps ${Math.round(used / 1024 ** 2)} MB of files, and ${quota} GB are its limit; delete what is no longer needed first.`,
  );
}
