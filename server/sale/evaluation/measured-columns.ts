import { isDeepStrictEqual } from 'node:util';
import type { Evaluation } from '#protocol/evaluations/evaluation.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';

/** Columns of a run that asked exactly this version: all of a run of the version itself, or those with a prompt's own words; none of a run of drafts, or of another version. */
export function measuredColumns(
  { version, columns }: Pick<Evaluation, 'version' | 'columns'>,
  { id, contentRoot, manifest }: Pick<OwnVersion, 'id' | 'contentRoot' | 'manifest'>,
): number[] {
  const all = columns.map((_, column) => column);
  if (version) return version.versionId === id && version.contentRoot === contentRoot ? all : [];
  const { prompt } = manifest;
  if (!prompt) return [];
  const words = [prompt.role, prompt.text, prompt.fewShot ?? []];
  return all.filter((column) => {
    const one = columns[column];
    return isDeepStrictEqual([one?.role, one?.text, one?.fewShot], words);
  });
}
