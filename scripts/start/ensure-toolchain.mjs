// Shared first steps of `npm run up` and `npm test`. Runs on any Node from 20.19 with nothing installed: built-ins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const stampFile = path.join(root, 'node_modules/.gaianet-installed');
const silentMs = 8_000;

/** The Node that the product runs on; there once packages are installed. */
export const ownNode = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs packages if the lock file changed since the last time, generates the database client, and returns the path of the product's own Node. */
export async function ensureToolchain(say) {
  process.chdir(root);
  assertNodeVersion();
  await installPackages(say);
  await generateClient(ownNode, say);
  return ownNode;
}

function assertNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isEnough = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (isEnough) return;
  console.error(`GaiaNet needs Node 20.19, 22.12 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

async function installPackages(say) {
  const wanted = hashOf('package-lock.json');
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted) return;
  // `npm ci` deletes node_modules, and with it the Node that may be running: only for a first install.
  const command = fs.existsSync('node_modules/.package-lock.json') ? 'install' : 'ci';
  say(`Installing packages (npm ${command}, about 250 MB from the package registry)`);
  await run('npm', [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    say,
    what: 'installing packages',
  });
  fs.writeFileSync(stampFile, wanted);
}

async function generateClient(node, say) {
  const stamp = 'server/generated/.schema';
  const wanted = hashOf('prisma/schema.prisma');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  say('Generating the database client');
  await run(node, ['node_modules/prisma/build/index.js', 'generate'], {
    say,
    what: 'generating the client',
    quiet: true,
  });
  fs.writeFileSync(stamp, wanted);
}

function hashOf(file) {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/** Runs a program to its end and says every few seconds that it still runs. Throws with its last words when it fails. */
function run(program, args, { say, what, quiet = false }) {
  const started = Date.now();
  const isNpm = program === 'npm';
  const shell = isNpm && process.platform === 'win32';
  const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell, env });
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      last = (last + bytes).slice(-4_000);
      if (!quiet) process.stdout.write(bytes);
    });
  }
  const beat = setInterval(() => say(`  still ${what}, ${Math.round((Date.now() - started) / 1_000)} s`), silentMs);
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      clearInterval(beat);
      reject(cause);
    });
    child.on('exit', (code) => {
      clearInterval(beat);
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args[0]} ended with ${code}.\n${quiet ? last : ''}`));
    });
  });
}

/** Goes on in another Node, which gets this terminal; signals reach it once, since it leads a group of its own. */
export function continueIn(node, args) {
  const child = spawn(node, args, { stdio: 'inherit', detached: process.platform !== 'win32' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}
