import { setTimeout as delay } from 'node:timers/promises';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { askChainId } from './ask-chain-id.ts';
import { openRunningDeps } from './open-running-deps.ts';
import { printReady } from './print-ready.ts';
import { readRunFile } from './run-file.ts';

const patienceMs = 30_000;

/** A second `up` on the same folder: what waits to be restarted is started at once, and what runs is printed, with a fresh sign-in link. */
export async function tellWhatRuns(
  home: string,
  input: { holder: number; isReset: boolean; say: (line: string) => void },
): Promise<void> {
  const { holder, say } = input;
  if (input.isReset)
    throw new Error(`GaiaNet runs on this data folder (pid ${holder}); stop it with Ctrl-C first, then reset.`);
  const run = readRunFile(home);
  if (!run) {
    say(`GaiaNet is just being started by another terminal (pid ${holder}).`);
    return;
  }
  if (process.platform !== 'win32') process.kill(holder, 'SIGUSR2');
  const { studio, gateway, node } = run.ports;
  const places = {
    studio: [on(studio, '/api/health')],
    gateway: [on(gateway, '/health')],
    node: [on(node, '/health')],
    ...(run.chain && { chain: [run.chain.rpcUrl, askChainId] }),
  } satisfies Places;
  const deadline = performance.now() + patienceMs;
  let missing = await unanswered(places);
  while (missing.length > 0 && performance.now() < deadline) {
    await delay(250);
    missing = await unanswered(places);
  }
  say(`GaiaNet already runs (pid ${holder}).`);
  if (missing.length > 0) say(`Not answering: ${missing.join(', ')}; the logs in ${home}/logs may say why.`);
  printReady({ ...run, signIn: (await freshLink(home)) ?? run.signIn }, say);
}

/** Where each program is asked, and how when not by a plain GET. */
type Places = Record<string, [url: string, request?: RequestInit]>;

const on = (port: number, path: string) => `http://127.0.0.1:${port}${path}`;

/** The link of the start has been used or has expired by now; null when the database does not answer. */
async function freshLink(home: string): Promise<string | null> {
  const opened = await openRunningDeps('up', home).catch(() => null);
  if (!opened) return null;
  try {
    const owner = await ensureLocalOwner(opened.deps);
    return (await createSignInLink(opened.deps, { accountId: owner.id })).url;
  } finally {
    await opened.deps.close();
  }
}

async function unanswered(places: Places): Promise<string[]> {
  const looks = Object.entries(places).map(async ([name, [url, request]]) => {
    const isThere = await fetch(url, { ...request, signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    return isThere ? [] : [name];
  });
  return (await Promise.all(looks)).flat();
}
