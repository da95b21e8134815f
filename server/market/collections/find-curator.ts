import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { isOperator } from '#server/market/market-operator.ts';
import { operatorSlug } from './curator-slug-of.ts';

/** As whom an account curates. */
export interface CuratorPost {
  slug: string;
  /** Of their domain; empty for the studio's operator. */
  name: string;
  /** Taken back: what they arranged is hidden until they are let in again. */
  hasEnded: boolean;
}

/** As whom an account curates, or did; null for somebody who never has. */
export async function findCurator(
  deps: Pick<Deps, 'db'>,
  { ownerId }: { ownerId: string },
): Promise<CuratorPost | null> {
  if (isOperator(ownerId)) return { slug: operatorSlug, name: '', hasEnded: false };
  const row = await deps.db.curator.findUnique({
    where: { ownerId },
    select: { slug: true, name: true, endedAt: true },
  });
  return row && { slug: row.slug, name: row.name, hasEnded: row.endedAt !== null };
}

/** Throws `forbidden` for everybody who doesn't curate now. */
export async function assertCurator(deps: Pick<Deps, 'db'>, ownerId: string): Promise<void> {
  const post = await findCurator(deps, { ownerId });
  if (post && !post.hasEnded) return;
  throw new AppError(
    'forbidden',
    post
      ? 'The operator of this studio has ended your curating; your collections are hidden. Ask to be let in again.'
      : 'Only curators arrange collections. If you operate a domain, ask the operator of this studio to let you in.',
  );
}
