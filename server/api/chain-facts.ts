import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';
import { browserFacts } from '#server/chain/browser-facts.ts';
import { getDeps } from './context.ts';

/** The chain as pages see it, for anybody; null where the installation uses none. */
export function readBrowserFacts(): BrowserFacts | null {
  return browserFacts(getDeps());
}
