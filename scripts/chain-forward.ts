import { parseArgs } from 'node:util';
import { forwardClock } from '#server/chain/local/forward-clock.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { readChainFacts } from '#server/chain/read-chain-facts.ts';
import { readServerConfig } from '#server/env.ts';
import { runCommand } from './up/run-command.ts';

const units = { days: 86_400, hours: 3_600, minutes: 60 } as const;
const usage = 'Say by how much, for example: npm run chain:forward -- --days 8 (or --hours 2, or --minutes 20).';

// npm run chain:forward -- --days 8: lets time pass on the local chain, for deadlines and ends of licences that nobody wants to wait for.
await runCommand(async () => {
  const seconds = readSeconds(process.argv.slice(2));
  const facts = readChainFacts(readServerConfig(process.env, { GAIA_LOG_LEVEL: 'silent' }).values);
  const { now, blockNumber } = await forwardClock({ chain: facts && openChain(facts) }, { seconds });
  const there = now.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium' });
  console.log(`The local chain's clock went forward by ${told(seconds)}; block ${blockNumber} has the new time.`);
  console.log(`There it is ${there} now, ${told((now.getTime() - Date.now()) / 1_000)} ahead of this machine.`);
  console.log('It stays so over restarts and can not be put back; npm run up -- --reset begins anew.');
});

function readSeconds(argv: string[]): number {
  const given = readOptions(argv);
  const parts = Object.entries(units).map(([name, seconds]) => Number(given[name] ?? 0) * seconds);
  const seconds = Math.round(parts.reduce((sum, part) => sum + part, 0));
  if (!(seconds > 0)) throw new Error(usage);
  return seconds;
}

function readOptions(argv: string[]): Record<string, unknown> {
  const options = Object.fromEntries(Object.keys(units).map((name) => [name, { type: 'string' } as const]));
  try {
    return parseArgs({ args: argv, options }).values;
  } catch (cause) {
    throw new Error(usage, { cause });
  }
}

function told(seconds: number): string {
  const unit = (['days', 'hours'] as const).find((one) => seconds >= 2 * units[one]) ?? 'minutes';
  const count = unit === 'minutes' ? Math.round(seconds / 60) : Number((seconds / units[unit]).toFixed(1));
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
