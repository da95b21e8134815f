import type { Deps } from '#server/deps-type.ts';
import { findOwnTool } from '#server/tools/find-own-tool.ts';
import { type ReadinessPrompt, readinessSchema } from './readiness-schema.ts';

/** Keeps a person's own questions for a tool; null goes back to those made from its description. */
export async function savePrompts(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; toolId: string; prompts: ReadinessPrompt[] | null },
): Promise<void> {
  await findOwnTool(deps, input);
  await deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Tool" WHERE "id" = ${input.toolId}::uuid FOR UPDATE`;
    const row = await tx.tool.findUnique({ where: { id: input.toolId }, select: { readiness: true } });
    const readiness = { ...readinessSchema.parse(row?.readiness ?? {}), prompts: input.prompts };
    await tx.tool.update({ where: { id: input.toolId }, data: { readiness }, select: { id: true } });
  });
}
