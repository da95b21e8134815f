import { indexBlocks } from './index-blocks.ts';
import { type IndexDeps, indexTransaction } from './index-deps.ts';
import { resetIndex } from './reset-index.ts';

const span = 2_000;

/** Empties the index and reads the chain anew from the contracts' first block to the head. Safe beside a worker that goes on indexing. */
export async function rebuildIndex(deps: IndexDeps): Promise<{ events: number }> {
  await deps.db.$transaction((tx) => resetIndex(tx, deps.chain), indexTransaction);
  let events = 0;
  for (;;) {
    const step = await indexBlocks(deps, { span });
    events += step.events;
    if (step.isAtHead) return { events };
  }
}
