import { runChatBench } from './chat.ts';
import { runEmbedBench } from './embed.ts';
import { runGasBench } from './gas.ts';
import { runIngestBench } from './ingest.ts';
import { runPrefixBench } from './prefix.ts';
import { runQuality } from './quality/run-quality.ts';
import { runRetrieveBench } from './retrieve.ts';
import { runToolsBench } from './tools.ts';
import { runUpBench } from './up.ts';

// npm run bench -- chat|prefix|embed|ingest|retrieve|tools|up|gas|quality: ours beside a reference in one run.
const benches: Record<string, (args: string[]) => Promise<unknown>> = {
  chat: runChatBench,
  prefix: runPrefixBench,
  embed: runEmbedBench,
  ingest: runIngestBench,
  retrieve: runRetrieveBench,
  tools: runToolsBench,
  up: runUpBench,
  gas: runGasBench,
  quality: () => runQuality({ print: console.log }),
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) {
  await bench(args);
} else {
  console.log(`Name a benchmark: npm run bench -- ${Object.keys(benches).join('|')}`);
  process.exitCode = 1;
}
