import { queueMissingPins } from '#server/blobs/ipfs/queue-missing-pins.ts';
import type { Deps } from '#server/deps-type.ts';
import { receiveKeys } from '#server/library/receive-keys.ts';
import { linkDeeds } from '#server/sale/link-deeds.ts';
import { queueSaleJobs } from '#server/sale/queue-sale-jobs.ts';

/** Brings this studio's own rows in line with the index: deeds that were minted or taken back, keys to deliver, payments that are due, keys that came, bundles to pin. Safe to repeat and to stop anywhere. */
export async function settleMarket(deps: Pick<Deps, 'db' | 'secrets' | 'clock' | 'ipfs' | 'chain'>): Promise<void> {
  await linkDeeds(deps);
  await queueSaleJobs(deps);
  await receiveKeys(deps);
  await queueMissingPins(deps);
}
