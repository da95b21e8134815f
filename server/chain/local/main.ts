import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openLog } from '#server/log/open-log.ts';
import { keepState } from './keep-state.ts';
import { spawnAnvil } from './spawn-anvil.ts';

const keepEveryMs = 2_000;

// The local chain as a program: anvil, which can't end with its parent nor survive a kill while it writes its state.
const { port, folder } = z
  .object({ port: z.coerce.number().int(), folder: z.string() })
  .parse(parseArgs({ options: { port: { type: 'string' }, folder: { type: 'string' } } }).values);
const { child, rpcUrl } = await spawnAnvil({ port, folder });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGTERM'));
process.on('disconnect', () => child.kill('SIGTERM'));
process.channel?.unref();
const log = openLog({ process: 'chain', level: 'info' });
log.info({ rpcUrl }, 'chain.started');

let kept: Buffer | null = null;
setInterval(() => {
  try {
    kept = keepState(folder, kept);
  } catch (err) {
    log.error({ err }, 'chain.state-not-copied');
  }
}, keepEveryMs).unref();
child.once('exit', (code, signal) => {
  log.info({ code, signal }, 'chain.ended');
  process.exit(code ?? 1);
});
