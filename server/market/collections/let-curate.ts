import { cleanName } from '#protocol/clean-name.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { isUniqueViolation } from '#server/db/is-unique-violation.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertOperator, isOperator } from '#server/market/market-operator.ts';
import { curatorSlugOf, operatorSlug } from './curator-slug-of.ts';

export interface LetCurateInput {
  ownerId: string;
  /** Address of a linked wallet, or the account's name as the studio shows it. */
  person: string;
  /** Of their domain. */
  name: string;
}

/**
 * Lets a person curate collections under the name of their domain; by the studio's operator. Again it changes the name, or lets in again whose curating had ended, with all their collections.
 * Throws `not_found` for an unknown person, `conflict` for a name of several people or of another curator.
 */
export async function letCurate(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: LetCurateInput,
): Promise<{ slug: string; name: string }> {
  assertOperator(input.ownerId);
  const { name } = input;
  const slug = curatorSlugOf(name);
  if (slug === '' || slug === operatorSlug) {
    throw new AppError('invalid_input', `“${name}” can't be the name of a domain here; choose another.`, {
      param: 'name',
    });
  }
  const ownerId = await findPerson(deps, cleanName(input.person));
  if (isOperator(ownerId)) {
    throw new AppError('conflict', 'You curate already, as the operator of this studio.', { param: 'person' });
  }
  if ((await deps.db.curator.count({ where: { NOT: { ownerId } } })) >= limits.curatorsPerStudio) {
    throw new AppError('conflict', `A studio has at most ${limits.curatorsPerStudio} curators, those before included.`);
  }
  try {
    const known = { name, slug, endedAt: null };
    await deps.db.curator.upsert({
      where: { ownerId },
      create: { ownerId, ...known, createdAt: deps.clock() },
      update: known,
      select: { slug: true },
    });
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new AppError('conflict', `Another curator is called “${name}”, or was; choose another name.`, {
      param: 'name',
      cause,
    });
  }
  return { slug, name };
}

async function findPerson({ db }: Pick<Deps, 'db'>, person: string): Promise<string> {
  if (/^0x[0-9a-fA-F]{40}$/.test(person)) {
    const wallet = await db.wallet.findUnique({ where: { address: person.toLowerCase() }, select: { ownerId: true } });
    if (wallet) return wallet.ownerId;
    throw new AppError('not_found', `No account here has linked the wallet ${person}. It is linked under “Settings”.`, {
      param: 'person',
    });
  }
  const named = { name: { equals: likeItself(person), mode: 'insensitive' } } as const;
  const [first, ...others] = await db.account.findMany({ where: named, take: 2, select: { id: true } });
  if (others.length > 0) {
    const several = `Several people here are called “${person}”; give the address of a wallet that they linked.`;
    throw new AppError('conflict', several, { param: 'person' });
  }
  if (first) return first.id;
  throw new AppError('not_found', `Nobody here is called “${person}”. The address of a linked wallet finds them too.`, {
    param: 'person',
  });
}

/** The comparison that doesn't mind upper case reads wildcards: here none is meant. */
function likeItself(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
