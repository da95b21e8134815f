import type { RunFile } from './run-file.ts';

/** The addresses a person needs next. */
export function printReady(run: RunFile, say: (line: string) => void): void {
  say('');
  say('GaiaNet is ready.');
  say(`  Studio       ${run.signIn}`);
  say('               (this link signs you in once; npm run sign-in-link prints another)');
  say(`  Node API     ${run.node}/v1   model "${run.agent}"`);
  say(`  Chat page    ${run.node}/`);
  say(`  Gateway      ${run.gateway}`);
  if (run.chain) say(`  Chain        ${run.chain.rpcUrl}   id ${run.chain.chainId}`);
  say('  Stop         Ctrl-C');
  say('');
}
