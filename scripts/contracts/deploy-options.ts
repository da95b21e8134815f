import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Address, isAddress, parseEther } from 'viem';
import { z } from 'zod';
import type { DeploymentParameters } from '#server/chain/deploy/plan-deployment.ts';

export interface DeployOptions {
  rpcUrl: string;
  chainId: number;
  /** Where the addresses are written; a file that is there is gone on with. */
  out: string;
  keyFile: string | undefined;
  /** Stands for the key in a dry run. */
  deployer: Address | undefined;
  isDryRun: boolean;
  parameters: DeploymentParameters;
}

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value), 'must be an address');
const seconds = z.coerce.number().int().min(1).max(2_592_000);
const schema = z.object({
  rpc: z.url(),
  'chain-id': z.coerce.number().int().positive(),
  out: z.string().optional(),
  'key-file': z.string().optional(),
  deployer: address.optional(),
  'dry-run': z.boolean().default(false),
  asset: address,
  treasury: address,
  arbiter: address,
  'token-recipient': address,
  'token-supply': z
    .string()
    .regex(/^\d+(\.\d{1,18})?$/)
    .default('1000000000'),
  'fee-bps': z.coerce.number().int().min(0).max(500).default(250),
  'delivery-seconds': seconds.default(86_400),
  'challenge-seconds': seconds.default(259_200),
});

/** How to call the script, for a person. */
export function usage(): string {
  return fs.readFileSync(path.join(import.meta.dirname, 'deploy-usage.txt'), 'utf8').trimEnd();
}

/** What was asked for; GAIA_RPC_URL and GAIA_CHAIN_ID stand in for their flags. Null when only the usage was asked for. Throws a sentence for each flag that is wrong. */
export function readDeployOptions(
  argv: string[],
  environment: Record<string, string | undefined> = process.env,
): DeployOptions | null {
  const names = Object.keys(schema.shape);
  const options = Object.fromEntries(
    [...names, 'help'].map((name) => [
      name,
      { type: ['dry-run', 'help'].includes(name) ? 'boolean' : 'string' } as const,
    ]),
  );
  const given = parseArgs({ args: argv, options }).values;
  if (given.help) return null;
  const { GAIA_RPC_URL: rpc, GAIA_CHAIN_ID: chainId } = environment;
  const parsed = schema.safeParse({ ...(rpc && { rpc }), ...(chainId && { 'chain-id': chainId }), ...given });
  if (!parsed.success) throw new Error(`${parsed.error.issues.map(toldIssue).join('\n')}\n\n${usage()}`);
  const flags = parsed.data;
  return {
    rpcUrl: flags.rpc,
    chainId: flags['chain-id'],
    out: flags.out ?? `contracts-${flags['chain-id']}.json`,
    keyFile: flags['key-file'],
    deployer: flags.deployer,
    isDryRun: flags['dry-run'],
    parameters: {
      tokenRecipient: flags['token-recipient'],
      tokenSupply: parseEther(flags['token-supply']),
      treasury: flags.treasury,
      arbiter: flags.arbiter,
      feeBps: flags['fee-bps'],
      deliverySeconds: flags['delivery-seconds'],
      challengeSeconds: flags['challenge-seconds'],
      asset: flags.asset,
    },
  };
}

function toldIssue({ path: [name], message }: z.core.$ZodIssue): string {
  return `--${String(name)}: ${message}`;
}
