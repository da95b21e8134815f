import fs from 'node:fs';
import path from 'node:path';
import type { ChainFacts } from '#protocol/chain/chain-facts.ts';
import { type BegunDeployment, begunDeploymentSchema, factsOf } from '#server/chain/deploy/deployment-record.ts';
import { deployLocal } from '#server/chain/local/deploy-local.ts';
import { findAnvil } from '#server/chain/local/find-anvil.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { chainFile, readChainFacts } from '#server/chain/read-chain-facts.ts';
import { readServerConfig } from '#server/env.ts';
import { askChainId } from './ask-chain-id.ts';
import type { RunFile } from './run-file.ts';
import { scrubbedEnvironment } from './scrubbed-environment.ts';
import type { Step } from './steps.ts';
import type { Supervisor } from './supervisor.ts';

interface ChainInput {
  home: string;
  port: number;
  supervisor: Supervisor;
  say: (line: string) => void;
}

/** Starts the local chain with all contracts on it and tells the other programs of it by `chain.json`; or looks at the network that the settings name. Null where there can be neither. */
export async function openChainServer(step: Step, input: ChainInput): Promise<RunFile['chain']> {
  const { values } = readServerConfig(process.env, { GAIA_HOME: input.home });
  if (values.GAIA_RPC_URL) return shown(await lookAtNetwork(step, readChainFacts(values)));
  if (findAnvil()) return shown(await startLocalChain(step, input));
  fs.rmSync(chainFile(input.home), { force: true });
  step.note(`There is no anvil for ${process.platform}-${process.arch}: nothing can be minted or bought here`);
  return null;
}

function shown(facts: ChainFacts | null): RunFile['chain'] {
  return facts && { rpcUrl: facts.rpcUrl, chainId: facts.chainId, contracts: facts.contracts };
}

/** A network that does not answer now may do so later; one with another id, or without the contracts, never will. */
async function lookAtNetwork(step: Step, facts: ChainFacts | null): Promise<ChainFacts | null> {
  if (!facts) return null;
  const { client } = openChain(facts);
  const chainId = await client.getChainId().catch(() => null);
  if (chainId === null) step.note(`Chain ${facts.chainId} does not answer now; GAIA_RPC_URL says where it is asked`);
  else if (chainId !== facts.chainId)
    throw new Error(`GAIA_RPC_URL leads to chain ${chainId}, but GAIA_CHAIN_ID is ${facts.chainId}.`);
  else if (!(await client.getCode({ address: facts.contracts.componentMarket })))
    throw new Error(`Chain ${chainId} has no market at ${facts.contracts.componentMarket}; correct GAIA_CONTRACTS.`);
  else step.note(`Chain ${chainId} answers and has the contracts`);
  return facts;
}

async function startLocalChain(step: Step, input: ChainInput): Promise<ChainFacts> {
  const { home, port, supervisor, say } = input;
  const folder = path.join(home, 'chain');
  const rpcUrl = `http://127.0.0.1:${port}`;
  step.progress('starting anvil');
  await supervisor.start({
    name: 'chain',
    args: ['server/chain/local/main.ts', '--port', String(port), '--folder', folder],
    env: scrubbedEnvironment({}),
    healthUrl: rpcUrl,
    healthRequest: askChainId,
    // A kill may cost the last seconds, the contracts among them if they were just made.
    onRestarted: async () => void (await ensureContracts(home, { rpcUrl, note: say })),
  });
  step.progress('deploying contracts');
  let deployed = 0;
  const facts = await ensureContracts(home, {
    rpcUrl,
    note: () => {
      deployed += 1;
    },
  });
  const state =
    deployed === 0 ? 'all contracts are there' : `${deployed === 1 ? '1 contract' : `${deployed} contracts`} deployed`;
  step.note(`Local chain ${facts.chainId} runs on port ${port}; ${state}`);
  return facts;
}

async function ensureContracts(
  home: string,
  { rpcUrl, note }: { rpcUrl: string; note: (line: string) => void },
): Promise<ChainFacts> {
  const file = path.join(home, 'chain', 'contracts.json');
  const record = await deployLocal({
    rpcUrl,
    record: readRecord(file),
    write: (next) => replace(file, next),
    note,
  });
  const facts = factsOf(record, { rpcUrl, isLocal: true });
  replace(chainFile(home), facts);
  return facts;
}

function readRecord(file: string): BegunDeployment | null {
  try {
    return begunDeploymentSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function replace(file: string, content: object): void {
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}
