import { z } from 'zod';
import type { Deps } from '#server/deps-type.ts';

const hardwareSchema = z.object({ hardware: z.object({ diskFreeBytes: z.number() }) });

/** Disk that a node of the reader's said it has free; 0 for one that is unknown or somebody else's. */
export async function freeBytesOf(deps: Pick<Deps, 'db'>, input: { nodeId: string; ownerId: string }): Promise<bigint> {
  const node = await deps.db.node.findFirst({
    where: { id: input.nodeId, ownerId: input.ownerId },
    select: { status: true },
  });
  const parsed = hardwareSchema.safeParse(node?.status);
  return parsed.success ? BigInt(Math.floor(parsed.data.hardware.diskFreeBytes)) : 0n;
}
