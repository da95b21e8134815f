import type { Deps } from '#server/deps-type.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';
import { type LicensedContent, licensedContents } from './licensed-contents.ts';

/**
 * Whether a version holds what its seller only has a licence of: bought content that was changed, or the texts of bought prompts, tools and plugins in an agent. Its creators have to be named as parents, so
 * that they get a share. Null where there is nothing of the kind.
 */
export async function checkHandedOn(
  deps: Pick<Deps, 'db'>,
  { version, parents }: { version: OwnVersion; parents: readonly { id: string }[] },
): Promise<CheckResult | null> {
  const contents = await notOwn(deps, version.ownerId, licensedContents(version));
  if (contents.length === 0) return null;
  const unnamed = contents.filter(({ deedId }) => !parents.some(({ id }) => id === deedId));
  const told = (all: LicensedContent[]) => all.map(({ deedId, name }) => `“${name}” (deed #${deedId})`).join(', ');
  const kind = 'licence' as const;
  const detail = { handedOn: contents };
  if (unnamed.length > 0) {
    const message = `It holds content of ${told(unnamed)} that you only have a licence of: name it as a parent, so that its creator gets a share, or take it out.`;
    return { kind, outcome: 'failed', message, detail };
  }
  const message = `It hands on content of ${told(contents)}, named as a parent; make sure that its licence lets you.`;
  return { kind, outcome: 'warned', message, detail };
}

/** Deeds that the account sells itself are no concern. */
async function notOwn(
  deps: Pick<Deps, 'db'>,
  ownerId: string,
  contents: LicensedContent[],
): Promise<LicensedContent[]> {
  const own = await deps.db.saleTerms.findMany({
    where: { ownerId, deedId: { in: contents.map(({ deedId }) => deedId) } },
    select: { deedId: true },
  });
  return contents.filter(({ deedId }) => !own.some((one) => one.deedId?.toFixed() === deedId));
}
