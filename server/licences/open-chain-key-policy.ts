import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { KeyPolicy, KeyQuestion, Release } from './key-policy.ts';
import { type NodeLicences, readNodeLicences } from './read-node-licences.ts';
import type { UsableLicence } from './read-usable-licence.ts';

/**
 * The policy by the chain: at a confirmed block, the wallets that NodeRegistry links with the node, or the operator of a domain that has let it in, hold a domain licence; or those wallets hold a seat that no other node has taken.
 * A node keeps the seat it has. The creator's own nodes need none.
 */
export function openChainKeyPolicy(deps: Pick<Deps, 'db' | 'chain' | 'origins'>): KeyPolicy {
  return {
    async decide(question, release) {
      if (await isCreatorsNode(deps, question)) {
        await deps.db.$transaction((tx) => release(tx, { ground: 'creator' }));
        return;
      }
      const { chain } = deps;
      if (!chain) throw refuse(deps, question, 'This installation uses no chain, so no licence can be checked here.');
      const licences = await readNodeLicences(deps, chain, question);
      if (licences.own.length === 0) {
        const how = 'Link it with the wallet that holds the licence, on its page in the studio.';
        throw refuse(deps, question, `Node ${question.node} is linked with no wallet on chain. ${how}`);
      }
      await deps.db.$transaction((tx) => takeSeat(deps, tx, { question, licences, release }), { timeout: 30_000 });
    },
  };
}

/** Nodes of the account that issues the deed's keys. */
async function isCreatorsNode(deps: Pick<Deps, 'db'>, { node, deedId }: KeyQuestion): Promise<boolean> {
  const sale = await deps.db.saleTerms.findUnique({ where: { deedId: String(deedId) }, select: { ownerId: true } });
  if (!sale) return false;
  const own = await deps.db.node.count({
    where: { ownerId: sale.ownerId, address: { equals: node, mode: 'insensitive' } },
  });
  return own > 0;
}

/** One node after the other takes a seat of a deed, also across gateways. */
async function takeSeat(
  deps: Pick<Deps, 'origins'>,
  tx: Prisma.TransactionClient,
  input: { question: KeyQuestion; licences: NodeLicences; release: Release },
): Promise<void> {
  const { question, licences, release } = input;
  const { deedId } = question;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`seats:${deedId}`}, 0))`;
  if (licences.domainWallet) return release(tx, { ground: 'domain', wallet: licences.domainWallet });

  for (const { wallet, seats } of licences.own) {
    const taken = await nodesOnSeats(tx, { deedId, wallet });
    const isSeated = taken.includes(question.node.toLowerCase());
    if (isSeated ? BigInt(taken.length) <= seats : BigInt(taken.length) < seats) {
      return release(tx, { ground: 'seat', wallet });
    }
  }
  throw refuse(deps, question, whyNot(licences.own));
}

/** Nodes, in lower case, that hold a seat of a wallet's. */
async function nodesOnSeats(
  tx: Prisma.TransactionClient,
  { deedId, wallet }: { deedId: bigint; wallet: Address },
): Promise<string[]> {
  const rows = await tx.keyReleaseLog.findMany({
    where: { deedId: String(deedId), wallet: wallet.toLowerCase(), ground: 'seat', freedAt: null },
    distinct: ['node'],
    select: { node: true },
  });
  return rows.map(({ node }) => node);
}

function whyNot(licences: UsableLicence[]): string {
  const names = licences.map(({ wallet }) => wallet).join(' and ');
  if (licences.some(({ seats }) => seats > 0n)) {
    return `All seats of ${names} are taken by other nodes. Buy another seat, or give one back in your library.`;
  }
  if (licences.some(({ isWaiting }) => isWaiting)) {
    return `The purchase of ${names} waits for its key; its seller's studio delivers it within minutes.`;
  }
  if (licences.some(({ hasExpired }) => hasExpired)) {
    return `The licence of ${names} has expired: what runs keeps running, new deployments need it renewed.`;
  }
  return `${names} holds no licence of it.`;
}

function refuse(deps: Pick<Deps, 'origins'>, { deedId, name }: KeyQuestion, why: string): AppError {
  const where = new URL(`/market/${deedId}`, deps.origins.studio).href;
  return new AppError('forbidden', `No key of “${name}” was given. ${why} Licences are sold at ${where}.`);
}
