import { type ZodType, z } from 'zod';
import { AppError, errorCodes } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { sendControlRequest } from '#server/nodes/send-control-request.ts';

export interface NodeQuestion {
  ownerId: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/control/…`. */
  path: string;
  body?: object;
  signal: AbortSignal;
}

const refusalSchema = z.object({
  error: z.object({ code: z.enum(errorCodes).catch('upstream_failed'), message: z.string() }),
});

/** Asks the owner's connected nodes one after another until one is there to answer. Throws `node_offline` when none is, else what the node refused with. */
export async function askNodes<T>(deps: Deps, question: NodeQuestion, schema: ZodType<T>): Promise<T> {
  let offline: unknown;
  for (const nodeId of await connectedNodes(deps, question.ownerId)) {
    try {
      return await askNode(deps, { ...question, nodeId }, schema);
    } catch (cause) {
      question.signal.throwIfAborted();
      if (!(cause instanceof AppError) || cause.code !== 'node_offline') throw cause;
      offline = cause;
    }
  }
  throw new AppError(
    'node_offline',
    'Waiting for a node: none of yours is connected. Start one, or look under Nodes why it is not.',
    { cause: offline },
  );
}

/** Asks one node. Throws `node_offline`, or what the node refused with. */
export async function askNode<T>(
  deps: Deps,
  question: NodeQuestion & { nodeId: string },
  schema: ZodType<T>,
): Promise<T> {
  const response = await sendControlRequest(deps, question);
  const answer: unknown = await response.json().catch((cause: unknown) => {
    question.signal.throwIfAborted();
    throw new AppError('node_offline', 'The node went away in the middle of its answer.', { cause });
  });
  if (response.ok) return schema.parse(answer);
  const refusal = refusalSchema.safeParse(answer);
  if (refusal.success) throw new AppError(refusal.data.error.code, `The node says: ${refusal.data.error.message}`);
  throw new AppError('upstream_failed', `The node answered ${question.path} with status ${response.status}.`);
}

/** The owner's connected nodes, the one heard of last first. */
export async function connectedNodes(deps: Pick<Deps, 'db'>, ownerId: string): Promise<string[]> {
  const nodes = await deps.db.node.findMany({
    where: { ownerId, gatewayId: { not: null } },
    orderBy: [{ heartbeatAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    select: { id: true },
  });
  return nodes.map(({ id }) => id);
}
