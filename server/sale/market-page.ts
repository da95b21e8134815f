import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { Deps } from '#server/deps-type.ts';
import { coverPathOf } from '#server/market/cover-path-of.ts';

/** What a creator writes for a component's page. Names and texts of any content are taken; screens render them as text and as Markdown without HTML. */
export const marketPageSchema = z.object({
  summary: z.string().trim().max(300),
  readme: z.string().max(limits.readmeLength),
  samples: z
    .array(
      z.object({
        title: z.string().trim().max(limits.nameLength),
        text: z.string().trim().min(1).max(limits.sampleLength),
      }),
    )
    .max(limits.samplesPerPage),
  language: z.string().regex(/^(?:[a-z]{2})?$/, 'must be a language code of two letters'),
  tags: z.array(z.string().trim().toLowerCase().min(1).max(30)).max(10),
});
export type MarketPageTexts = z.output<typeof marketPageSchema>;

/** The page of one of the owner's components; empty before anything was written: nothing of the content is shown unless its creator chose it. Throws `not_found`. */
export async function getMarketPage(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; componentId: string },
): Promise<MarketPageTexts & { coverPath: string | null }> {
  await assertOwnComponent(deps, input);
  const page = await deps.db.marketPage.findUnique({ where: { componentId: input.componentId } });
  if (!page) return { summary: '', readme: '', samples: [], language: '', tags: [], coverPath: null };
  const { summary, readme, samples, language, tags, coverBlobId } = page;
  const texts = marketPageSchema.parse({ summary, readme, samples, language, tags });
  return { ...texts, coverPath: coverPathOf({ componentId: input.componentId, coverBlobId }) };
}

/** Writes the page of one of the owner's components. Throws `not_found`. */
export async function setMarketPage(
  deps: Pick<Deps, 'db'>,
  input: MarketPageTexts & { ownerId: string; componentId: string },
): Promise<void> {
  await assertOwnComponent(deps, input);
  const { ownerId, componentId, ...texts } = input;
  await deps.db.marketPage.upsert({
    where: { componentId },
    create: { componentId, ownerId, ...texts },
    update: texts,
    select: { componentId: true },
  });
}

async function assertOwnComponent(
  deps: Pick<Deps, 'db'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<void> {
  if ((await deps.db.component.count({ where: { id: componentId, ownerId } })) > 0) return;
  throw new AppError('not_found', 'No component of yours has this id; it may have been deleted.');
}
