import { limits } from '#protocol/limits.ts';
import { datasetRowSchema } from '#protocol/manifests/dataset-part.ts';
import type { Deps } from '#server/deps-type.ts';
import { filledLines } from './filled-lines.ts';
import { openDatasetFile } from './open-dataset-file.ts';

const shownRows = 3;

/** The first rows of one of the owner's datasets as they could stand on its page; its owner decides whether they do. Throws what `openDatasetFile` throws. */
export async function sampleRows(
  deps: Pick<Deps, 'db' | 'blobs'>,
  input: { ownerId: string; componentId: string },
): Promise<{ title: string; text: string }[]> {
  const { content } = await openDatasetFile(deps, input);
  const samples: { title: string; text: string }[] = [];
  for await (const line of filledLines(content)) {
    const { messages } = datasetRowSchema.parse(JSON.parse(line.text));
    const text = messages.map(({ role, content: words }) => `${role}: ${words}`).join('\n\n');
    samples.push({ title: '', text: text.slice(0, limits.sampleLength).toWellFormed().trim() });
    if (samples.length === shownRows) break;
  }
  return samples;
}
