import type { NodeSettings } from '#runtime/env.ts';
import { fetchOwnAddress } from '#runtime/web/fetch-own-address.ts';
import { openWebSearch } from '#runtime/web/search-web.ts';
import type { PromptMeans } from './prompt-means.ts';
import { openExampleVectors } from './rules/open-example-vectors.ts';

/** What the prompts of a node's agents reach by the node's settings: the clock, the search service, kept example vectors. The way to other hosts and the plugins are the caller's to add. */
export function openPromptMeans(settings: NodeSettings, clock: () => Date): PromptMeans {
  const { GAIA_SEARCH_URL: url, GAIA_SEARCH_RESULTS: results, GAIA_SEARCH_KEY: key } = settings;
  return {
    clock,
    exampleVectors: openExampleVectors(),
    searchWeb: url ? openWebSearch(fetchOwnAddress, { url, results, key }) : undefined,
  };
}
