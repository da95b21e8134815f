import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type ChainFacts, chainFactsSchema } from '#protocol/chain/chain-facts.ts';
import { isLoopbackUrl } from '#protocol/chain/is-loopback-url.ts';
import { localChainId } from '#protocol/chain/local-chain-id.ts';
import { AppError } from '#protocol/errors.ts';
import { deploymentRecordSchema, factsOf } from './deploy/deployment-record.ts';

interface ChainSettings {
  GAIA_HOME: string;
  GAIA_RPC_URL?: string | undefined;
  GAIA_CHAIN_ID?: number | undefined;
  GAIA_CONTRACTS?: string | undefined;
}

/** The file in which `npm run up` tells its programs of the local chain. */
export const chainFile = (home: string) => path.join(home, 'chain.json');

/** The chain of the settings: the network of GAIA_RPC_URL, else the local chain of the data folder; null when there is neither. Throws when a setting contradicts another. */
export function readChainFacts(settings: ChainSettings): ChainFacts | null {
  if (settings.GAIA_RPC_URL) return readNetwork(settings.GAIA_RPC_URL, settings);
  const text = readIfAny(chainFile(settings.GAIA_HOME));
  return text === null ? null : parse(chainFactsSchema, { text, file: chainFile(settings.GAIA_HOME) });
}

function readNetwork(rpcUrl: string, settings: ChainSettings): ChainFacts {
  const { GAIA_CHAIN_ID: chainId, GAIA_CONTRACTS: file } = settings;
  if (!chainId || !file)
    throw new AppError(
      'invalid_input',
      'GAIA_RPC_URL needs GAIA_CHAIN_ID and GAIA_CONTRACTS, the file that npm run contracts:deploy wrote.',
    );
  const text = readIfAny(file);
  if (text === null) throw new AppError('invalid_input', `GAIA_CONTRACTS names ${file}, which can't be read.`);
  const deployed = parse(deploymentRecordSchema, { text, file });
  if (deployed.chainId !== chainId)
    throw new AppError('invalid_input', `${file} is of chain ${deployed.chainId}, but GAIA_CHAIN_ID is ${chainId}.`);
  const isLocal = chainId === localChainId && isLoopbackUrl(rpcUrl);
  return factsOf(deployed, { rpcUrl, isLocal });
}

function parse<T>(schema: z.ZodType<T>, { text, file }: { text: string; file: string }): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is not JSON';
    throw new AppError('invalid_input', `${file} does not tell where the contracts are: ${reason}`, { cause });
  }
}

function readIfAny(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
