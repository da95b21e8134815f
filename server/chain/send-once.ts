import { type Address, BaseError, type Hex, keccak256, type LocalAccount, type PublicClient } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

export interface RelayedCall {
  /** Names what is sent: the same key never makes a second transaction. */
  key: string;
  call: { to: Address; data: Hex };
  signal: AbortSignal;
}

type SendDeps = Pick<Deps, 'db' | 'chain'>;

/**
 * Sends a transaction from the server's own account and waits until it is in a block. The signed transaction is kept before it is sent, so that a process that was
 * killed in between sends the same again. Throws `conflict` where no account pays, or when the contract would refuse it, `upstream_failed` when the chain does not answer.
 */
export async function sendOnce(deps: SendDeps, input: RelayedCall): Promise<{ hash: Hex }> {
  const { chain } = deps;
  if (!chain?.relay) {
    throw new AppError('conflict', 'No account pays for what this studio sends to the chain; set GAIA_RELAY_KEY.');
  }
  const raw = (await keptTransaction(deps, input.key)) ?? (await sign(deps, { ...input, chain, relay: chain.relay }));
  const hash = keccak256(raw);
  await broadcast(chain.client, raw);
  input.signal.throwIfAborted();
  const receipt = await chain.client.waitForTransactionReceipt({ hash, timeout: 60_000 }).catch((cause: unknown) => {
    throw new AppError('upstream_failed', `Transaction ${hash} is not in a block yet; it is looked for again.`, {
      cause,
    });
  });
  if (receipt.status === 'success') return { hash };
  await deps.db.relayTransaction.deleteMany({ where: { key: input.key } });
  throw new AppError('conflict', `The contract refused transaction ${hash}.`);
}

async function keptTransaction({ db }: SendDeps, key: string): Promise<Hex | null> {
  const row = await db.relayTransaction.findUnique({ where: { key }, select: { raw: true } });
  return row ? (row.raw as Hex) : null;
}

interface Signing extends RelayedCall {
  chain: ChainReader;
  relay: LocalAccount;
}

/** Takes the account's next number and signs; one at a time for an account, over all processes. */
async function sign(deps: SendDeps, input: Signing): Promise<Hex> {
  const { chain, relay, call, key } = input;
  const request = await prepare(chain, { relay, call });
  return deps.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`relay:${relay.address}`}, 0))`;
      const known = await tx.relayTransaction.findUnique({ where: { key }, select: { raw: true } });
      if (known) return known.raw as Hex;
      const nonce = await nextNonce(tx, { client: chain.client, address: relay.address });
      const raw = await relay.signTransaction({ ...request, nonce, chainId: chain.facts.chainId, type: 'eip1559' });
      const row = { key, sender: relay.address.toLowerCase(), nonce, hash: keccak256(raw), raw };
      await tx.relayTransaction.create({ data: row, select: { key: true } });
      return raw;
    },
    { timeout: 60_000, maxWait: 30_000 },
  );
}

/** What the contract would refuse is refused here, before it costs anything. */
async function prepare({ client }: ChainReader, { relay, call }: { relay: LocalAccount; call: RelayedCall['call'] }) {
  try {
    const gas = await client.estimateGas({ account: relay.address, ...call });
    const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
    return { ...call, gas: (gas * 12n) / 10n, maxFeePerGas, maxPriorityFeePerGas };
  } catch (cause) {
    const reason = cause instanceof BaseError ? cause.shortMessage : 'the chain does not answer';
    throw new AppError('upstream_failed', `The transaction can't be sent now: ${reason}`, { cause });
  }
}

/** The account's next number. What was kept and never sent is sent first; what the chain can't take any more, as after it lost its last blocks, is forgotten. */
async function nextNonce(
  tx: Prisma.TransactionClient,
  { client, address }: { client: PublicClient; address: Address },
): Promise<number> {
  const pending = () => client.getTransactionCount({ address, blockTag: 'pending' });
  const waiting = { sender: address.toLowerCase(), nonce: { gte: await pending() } };
  const rows = await tx.relayTransaction.findMany({ where: waiting, orderBy: { nonce: 'asc' } });
  for (const { raw } of rows) await broadcast(client, raw as Hex);
  const nonce = rows.length > 0 ? await pending() : waiting.nonce.gte;
  await tx.relayTransaction.deleteMany({ where: { ...waiting, nonce: { gte: nonce } } });
  return nonce;
}

/** A transaction that the chain knows already is refused by it, and that is well. */
async function broadcast(client: PublicClient, serializedTransaction: Hex): Promise<void> {
  await client.sendRawTransaction({ serializedTransaction }).catch(() => undefined);
}
