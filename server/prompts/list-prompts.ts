import type { Deps } from '#server/deps-type.ts';

export interface PromptRow {
  id: string;
  name: string;
  role: string;
  text: string;
  updatedAt: Date;
  newestVersion: number | null;
}

/** The owner's prompts, last changed first. */
export async function listPrompts(deps: Deps, input: { ownerId: string }): Promise<PromptRow[]> {
  const rows = await deps.db.component.findMany({
    where: { ownerId: input.ownerId, kind: 'prompt' },
    orderBy: { updatedAt: 'desc' },
    select: {
      id: true,
      name: true,
      updatedAt: true,
      prompt: { select: { role: true, text: true } },
      versions: { orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  });
  return rows.map(({ prompt, versions, ...component }) => ({
    ...component,
    role: prompt?.role ?? 'system',
    text: prompt?.text ?? '',
    newestVersion: versions[0]?.number ?? null,
  }));
}
