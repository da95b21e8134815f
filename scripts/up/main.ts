import path from 'node:path';
import { askReset } from './ask-reset.ts';
import { bringUp } from './bring-up.ts';
import { endLeftovers, noteChildren } from './end-leftovers.ts';
import { killGroup } from './end-program.ts';
import { dropKeys } from './hand-over-keys.ts';
import type { KeptDatabase } from './keep-database.ts';
import { readOptions, type UpOptions, usage } from './options.ts';
import { stopOrder } from './programs.ts';
import { removeRunFile } from './run-file.ts';
import { openStop, untilAborted } from './stop-signal.ts';
import { openSupervisor } from './supervisor.ts';
import { checkVersion, leaveHome, takeHome } from './take-home.ts';
import { tellWhatRuns } from './tell-what-runs.ts';

const say = (line: string) => console.log(line);

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await main(options);
  else say(usage());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function main(options: UpOptions): Promise<void> {
  const { home, isReset } = options;
  const holder = takeHome(home);
  if (holder !== null) return tellWhatRuns(home, { holder, isReset, say });
  try {
    endLeftovers(home, say);
    removeRunFile(home);
    if (isReset && !(await askReset(home, options))) {
      say('Nothing was deleted.');
      return;
    }
    checkVersion(home);
    await run(options);
  } finally {
    leaveHome(home);
  }
}

/** Brings the product up, waits for the signal to stop, and stops everything in order, also when coming up failed. */
async function run(options: UpOptions): Promise<void> {
  const { home } = options;
  const supervisor = openSupervisor({
    logs: path.join(home, 'logs'),
    say,
    onChange: () => noteChildren(home, supervisor.children()),
  });
  let database: KeptDatabase | undefined;
  const signal = openStop({
    say,
    onForce: () => {
      for (const { pid } of supervisor.children()) killGroup(pid);
      database?.force();
      leaveHome(home);
    },
  });
  process.on('SIGUSR2', () => supervisor.hurry());
  const coming = bringUp(options, {
    supervisor,
    say,
    signal,
    onDatabase: (server) => {
      database = server;
    },
  });
  try {
    await Promise.race([coming, untilAborted(signal)]);
    await untilAborted(signal);
  } finally {
    say(`\nStopping: ${[...stopOrder, 'database'].join(', ')}`);
    removeRunFile(home);
    await supervisor.stop(stopOrder);
    await coming.catch(() => undefined);
    await database?.stop();
    dropKeys(home);
    noteChildren(home, []);
    say('Stopped.');
  }
}
