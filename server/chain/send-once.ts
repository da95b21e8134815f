import {
  type Address,
  BaseError,
  createWalletClient,
  ExecutionRevertedError,
  type Hex,
  http,
  keccak256,
  type LocalAccount,
  TransactionNotFoundError,
} from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { chainOf } from './open-chain.ts';

export interface Sending {
  /** Names what is done, such as `pay-out:42`: under one key at most one transaction is ever sent. */
  key: string;
  account: LocalAccount;
  to: Address;
  data?: Hex;
  value?: bigint;
}

interface KnownTransaction {
  sender: string;
  nonce: number;
  hash: string;
  raw: string;
}

/** In this process one after the other; between processes a lock in the database keeps the order. */
const queues = new Map<Address, Promise<unknown>>();

/** Sends a transaction of an account that the server holds, and returns its hash. Safe to repeat after a crash at any point: a key that was used gives the same transaction again, which is put back if the chain has lost it. Throws `conflict` when the chain would undo it. */
export function sendOnce(deps: Pick<Deps, 'db' | 'chain'>, sending: Sending): Promise<Hex> {
  const { address } = sending.account;
  const turn = (queues.get(address) ?? Promise.resolve()).then(() => sendInTurn(deps, sending));
  queues.set(
    address,
    turn.catch(() => undefined),
  );
  return turn;
}

async function sendInTurn({ db, chain }: Pick<Deps, 'db' | 'chain'>, sending: Sending): Promise<Hex> {
  if (!chain) throw new AppError('conflict', 'This installation uses no chain.');
  const { key, account } = sending;
  return db.$transaction(
    async (tx) => {
      // Only the lock lives in this transaction: what is signed must be on disk before it is sent.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sender:${account.address}`}, 0))`;
      const known = await db.relayTransaction.findUnique({ where: { key } });
      if (known && (await isThere(chain, known))) return known.hash as Hex;
      const signed = await sign(chain, sending);
      const row = { ...signed, sender: account.address.toLowerCase() };
      await db.relayTransaction.upsert({ where: { key }, create: { key, ...row }, update: row });
      return chain.client.sendRawTransaction({ serializedTransaction: signed.raw });
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

/** Whether the chain knows the transaction: waiting or done, or sent again now because it is still the next one. */
async function isThere({ client }: ChainReader, known: KnownTransaction): Promise<boolean> {
  const found = await client.getTransaction({ hash: known.hash as Hex }).catch((cause: unknown) => {
    if (cause instanceof TransactionNotFoundError) return null;
    throw cause;
  });
  if (found) return true;
  const address = known.sender as Address;
  if ((await client.getTransactionCount({ address, blockTag: 'pending' })) !== known.nonce) return false;
  return client.sendRawTransaction({ serializedTransaction: known.raw as Hex }).then(
    () => true,
    () => false,
  );
}

async function sign({ client, facts }: ChainReader, sending: Sending) {
  const { account, to, data = '0x', value = 0n } = sending;
  const wallet = createWalletClient({ account, chain: chainOf(facts), transport: http(facts.rpcUrl) });
  try {
    const nonce = await client.getTransactionCount({ address: account.address, blockTag: 'pending' });
    const request = await wallet.prepareTransactionRequest({ to, data, value, nonce });
    const raw = await account.signTransaction(request as Parameters<typeof account.signTransaction>[0]);
    return { nonce, raw, hash: keccak256(raw) };
  } catch (cause) {
    if (!(cause instanceof BaseError) || !cause.walk((error) => error instanceof ExecutionRevertedError)) throw cause;
    throw new AppError('conflict', `The chain would undo this transaction: ${cause.shortMessage}`, { cause });
  }
}
