import type { Deps } from '#server/deps-type.ts';

/** A domain as the chain's index has it, of a wallet or anew in another's hands. */
export async function addDomain({ db, clock }: Pick<Deps, 'db' | 'clock'>, name: string, operator: string) {
  const made = { mode: 'allowlist', createdTx: '0x', createdAt: clock() } as const;
  await db.domain.upsert({
    where: { name },
    create: { id: (await db.domain.count()) + 1, name, operator: operator.toLowerCase(), ...made },
    update: { operator: operator.toLowerCase() },
    select: { id: true },
  });
}
