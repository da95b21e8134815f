import { createAccount } from '#server/accounts/create-account.ts';
import type { Deps } from '#server/deps-type.ts';
import { people } from './people.ts';
import { seedPrompts } from './seed-prompts.ts';

/** Ada and Ben beside the owner, each of the three with the prompt templates. Safe to repeat. */
export async function seedPeople(deps: Deps, { ownerId }: { ownerId: string }): Promise<void> {
  for (const person of people) {
    const known = await deps.db.account.findUnique({ where: { id: person.id }, select: { id: true } });
    if (!known) await createAccount(deps, person);
  }
  for (const id of [ownerId, ...people.map((person) => person.id)]) await seedPrompts(deps, { ownerId: id });
}
