import type { Deps } from '#server/deps-type.ts';

/** Names under which a person's questions are counted: the account, each of its wallets, and the client's address, of which only a keyed hash is kept. */
export async function trialPersons(
  deps: Pick<Deps, 'db' | 'secrets'>,
  { ownerId, clientAddress }: { ownerId: string; clientAddress: string },
): Promise<string[]> {
  const wallets = await deps.db.wallet.findMany({ where: { ownerId }, select: { address: true } });
  const names = [`account:${ownerId}`, ...wallets.map(({ address }) => `wallet:${address.toLowerCase()}`)];
  // An edge that can't tell where a request came from must not make strangers share one count.
  if (clientAddress !== 'unknown') names.push(`client:${deps.secrets.mac('trial-client', clientAddress).slice(0, 32)}`);
  return names.toSorted();
}
