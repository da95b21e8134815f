import type { Deps } from '#server/deps-type.ts';
import { type ReadinessRun, readinessSchema } from './readiness-schema.ts';

/** Keeps a run beside the tool's own prompts, which may have been edited meanwhile. A tool that is gone is left alone. */
export async function keepReadinessRun(
  deps: Pick<Deps, 'db'>,
  input: { toolId: string; run: ReadinessRun },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Tool" WHERE "id" = ${input.toolId}::uuid FOR UPDATE`;
    const row = await tx.tool.findUnique({ where: { id: input.toolId }, select: { readiness: true } });
    if (!row) return;
    const readiness = { ...readinessSchema.parse(row.readiness ?? {}), last: input.run };
    await tx.tool.update({ where: { id: input.toolId }, data: { readiness }, select: { id: true } });
  });
}
