import { runModel } from '#server/chain/testing/model/run-model.ts';
import { openWorld, send, tick } from '#server/chain/testing/model/world.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { measureDomainGas } from './domain-gas.ts';
import { median, round } from './statistics.ts';

const actions = 1_200;
const domains = 10;

/** Gas of everything people do with the contracts, over random use of the market and ten lives of a domain on a real chain, beside the plain transfer of a token. */
export async function runGasBench(): Promise<void> {
  const chain = await openTestChain();
  try {
    const { gas } = await runModel(chain, { seed: 11, actions });
    const transfer = await transferToken(chain);
    const ofDomains = await measureDomainGas(chain, domains);
    const rows = Object.entries({ 'transfer of a token': [transfer], ...gas, ...ofDomains }).map(([action, used]) => ({
      ...{ action, times: used.length, least: Math.min(...used), median: median(used), most: Math.max(...used) },
      'median ÷ transfer': round(median(used) / transfer),
    }));
    console.table(rows.toSorted((a, b) => a.median - b.median));
  } finally {
    await chain.close();
  }
}

async function transferToken(chain: TestChain): Promise<number> {
  const world = await openWorld(chain, 1);
  const [from, to] = world.people;
  if (!from || !to) throw new Error('The world has too few people.');
  tick(world);
  return send(world, { from, contract: 'usd', functionName: 'transfer', args: [to, 1n] });
}
