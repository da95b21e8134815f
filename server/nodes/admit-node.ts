import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { redeemJoinToken } from './redeem-join-token.ts';

export interface AdmitNodeInput {
  /** Checksummed; the node has proved that it holds its key. */
  address: Address;
  joinToken: string | null;
  /** The node says that it has been paired with this gateway. */
  isPaired: boolean;
}

export interface AdmittedNode {
  nodeId: string;
  ownerId: string;
  /** Address of the account's signing key. */
  controller: Address;
  /** True when the node is to pin these facts. */
  isPairing: boolean;
}

/**
 * Lets a node in: by a join token when it is new or is to be paired again, else because it is known. The token is used up
 * only together with the node's row. Throws `unauthenticated`, `already_used`, `gone` or `conflict` with what to do.
 */
export async function admitNode(deps: Pick<Deps, 'db' | 'clock'>, input: AdmitNodeInput): Promise<AdmittedNode> {
  const known = await findNode(deps.db, input.address);
  if (!input.joinToken) return reconnect(known, input);
  try {
    return await pair(deps, { ...input, joinToken: input.joinToken });
  } catch (error) {
    const isTokenOnlyLeftOver = known && input.isPaired && error instanceof AppError && error.code !== 'conflict';
    if (isTokenOnlyLeftOver) return reconnect(known, input);
    throw error;
  }
}

type KnownNode = NonNullable<Awaited<ReturnType<typeof findNode>>>;

async function findNode(db: Pick<Deps['db'], 'node'>, address: Address) {
  return await db.node.findUnique({
    where: { address },
    select: { id: true, ownerId: true, owner: { select: { keyAddress: true } } },
  });
}

function reconnect(known: KnownNode | null, input: AdmitNodeInput): AdmittedNode {
  if (!known) {
    throw new AppError(
      'unauthenticated',
      `The node ${input.address} is not known here; create a join token in the studio (Nodes → Add a node) and start it with GAIA_JOIN_TOKEN.`,
    );
  }
  return admitted(known, false);
}

async function pair(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: AdmitNodeInput & { joinToken: string },
): Promise<AdmittedNode> {
  return await deps.db.$transaction(async (db) => {
    const token = await redeemJoinToken({ db, clock: deps.clock }, { token: input.joinToken });
    const present = await findNode(db, input.address);
    if (present && present.ownerId !== token.ownerId) {
      throw new AppError(
        'conflict',
        'This node belongs to another account; remove it there first, or start it with a data folder of its own (GAIA_HOME).',
      );
    }
    if (!present) {
      const now = deps.clock();
      const name = token.nodeName || `Node ${input.address.slice(2, 8)}`;
      await db.node.create({
        data: { id: newId(now.getTime()), ownerId: token.ownerId, address: input.address, name, createdAt: now },
      });
    }
    const node = await findNode(db, input.address);
    if (!node) throw new AppError('conflict', 'The node was removed while it joined; try again.');
    return admitted(node, true);
  });
}

function admitted(node: KnownNode, isPairing: boolean): AdmittedNode {
  return { nodeId: node.id, ownerId: node.ownerId, controller: node.owner.keyAddress as Address, isPairing };
}
