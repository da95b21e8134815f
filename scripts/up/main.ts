import path from 'node:path';
import { databaseName } from '#server/database-url.ts';
import { ensureDatabase } from '#server/db/embedded/ensure-database.ts';
import { type RunningPostgres, startPostgres } from '#server/db/embedded/start-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { askReset } from './ask-reset.ts';
import { buildStudio } from './build-studio.ts';
import { endLeftovers, noteChildren } from './end-leftovers.ts';
import { fetchModels } from './fetch-models.ts';
import { findPort } from './find-port.ts';
import { readOptions, type UpOptions } from './options.ts';
import { prepareProduct } from './prepare-product.ts';
import { printReady } from './print-ready.ts';
import { programs } from './programs.ts';
import { readRunFile, removeRunFile, writeRunFile } from './run-file.ts';
import { openSteps, type Step } from './steps.ts';
import { openStop } from './stop-signal.ts';
import { openSupervisor } from './supervisor.ts';
import { leaveHome, takeHome } from './take-home.ts';

const say = (line: string) => console.log(line);

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function main(options: UpOptions): Promise<void> {
  const { home } = options;
  const holder = takeHome(home);
  if (holder !== null) {
    tellWhatRuns(home, holder, options);
    return;
  }
  if (options.isReset && !(await askReset(home))) {
    leaveHome(home);
    return;
  }
  const stop = openStop(say);
  const supervisor = openSupervisor({ logs: path.join(home, 'logs'), say });
  let postgres: RunningPostgres | null = null;
  endLeftovers(home, say);
  removeRunFile(home);
  try {
    await Promise.race([bringUp(options, { supervisor, onPostgres: (server) => (postgres = server) }), stop.asked]);
    await stop.asked;
  } finally {
    say('Stopping: gateway, worker, studio, node, database');
    removeRunFile(home);
    await supervisor.stop(['gateway', 'worker', 'studio', 'node']);
    await (postgres as RunningPostgres | null)?.stop();
    leaveHome(home);
    say('Stopped.');
  }
}

function tellWhatRuns(home: string, holder: number, options: UpOptions): void {
  if (options.isReset) throw new Error(`GaiaNet runs on this data folder (pid ${holder}); stop it first, then reset.`);
  const run = readRunFile(home);
  if (run) printReady(run, say);
  else say(`GaiaNet is just being started by another terminal (pid ${holder}).`);
}

async function bringUp(
  options: UpOptions,
  input: { supervisor: ReturnType<typeof openSupervisor>; onPostgres: (server: RunningPostgres | null) => void },
): Promise<void> {
  const { home, isDev } = options;
  const { supervisor } = input;
  const steps = openSteps(say);
  say(`GaiaNet starts; its data is in ${home}`);

  await steps.run('Database', (step) => openDatabaseServer(home, { step, onPostgres: input.onPostgres }));
  const models = await steps.run('Models', (step) => fetchModels(step, home));
  if (!isDev) await steps.run('Studio build', buildStudio);
  const ports = await choosePorts(options);
  const { gateway, worker, studio, node } = programs({ home, models: models.folder, isDev, ports });

  await steps.run('Gateway and worker', async () => {
    await supervisor.start(gateway);
    await supervisor.start(worker);
  });
  await steps.run('Studio', () => supervisor.start(studio));
  const product = await prepareProduct({
    home,
    ports,
    steps,
    chatModelId: models.chat.id,
    startNode: (join) => supervisor.start(node(join)),
  });
  const names = ['gateway', 'worker', 'studio', 'node'];
  noteChildren(
    home,
    names.flatMap((name) => {
      const pid = supervisor.pid(name);
      return pid === undefined ? [] : [{ name, pid }];
    }),
  );
  const run = { ready: true as const, pid: process.pid, chain: null, ...product };
  writeRunFile(home, run);
  printReady(run, say);
  say(`Ready after ${steps.totalSeconds()} s.`);
}

async function openDatabaseServer(
  home: string,
  { step, onPostgres }: { step: Step; onPostgres: (server: RunningPostgres | null) => void },
): Promise<void> {
  const given = process.env.DATABASE_URL;
  const folder = path.resolve('prisma/migrations');
  if (given) {
    step.note('Using the PostgreSQL of DATABASE_URL');
    step.note(`${(await migrate(given, folder)).length} migrations applied`);
    return;
  }
  const server = await startPostgres({ folder: path.join(home, 'postgres') });
  onPostgres(server);
  const applied = await migrate(await ensureDatabase(server.url, databaseName), folder);
  step.note(`PostgreSQL on port ${server.port}, ${applied.length} migrations applied`);
}

async function choosePorts({ ports }: UpOptions): Promise<UpOptions['ports']> {
  const taken = new Set<number>();
  return {
    studio: await findPort(ports.studio, { name: 'studio', taken, say }),
    gateway: await findPort(ports.gateway, { name: 'gateway', taken, say }),
    node: await findPort(ports.node, { name: 'node', taken, say }),
  };
}
