import { digestTables } from '#server/chain/index/digest-tables.ts';
import { rebuildIndex } from '#server/chain/index/rebuild-index.ts';
import { openRunningDeps } from './up/open-running-deps.ts';
import { runCommand } from './up/run-command.ts';

// npm run chain:rebuild: works the index of the chain out anew from block 0, and says which tables came out different.
await runCommand(async () => {
  const { deps } = await openRunningDeps('chain-rebuild');
  const { db, log, chain } = deps;
  try {
    if (!chain) throw new Error('This installation uses no chain.');
    const before = await digestTables(db);
    const startedMs = performance.now();
    const { events } = await rebuildIndex({ db, log, chain });
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    const after = await digestTables(db);
    for (const [name, { rows, digest }] of Object.entries(after))
      console.log(`  ${name.padEnd(16)} ${rows} rows, ${digest === before[name]?.digest ? 'as before' : 'different'}`);
    console.log(`Rebuilt from ${events} events of chain ${chain.facts.chainId} in ${seconds} s.`);
  } finally {
    await deps.close();
  }
});
