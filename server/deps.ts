import { openIpfsNode } from '#server/blobs/ipfs/open-ipfs-node.ts';
import { openBlobs } from '#server/blobs/open-blobs.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { readChainFacts } from '#server/chain/read-chain-facts.ts';
import { openDatabase } from '#server/db/client.ts';
import { openLog } from '#server/log/open-log.ts';
import { openNodeClient } from '#server/nodes/open-node-client.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';
import { readSecretKey } from '#server/secrets/read-secret-key.ts';
import { databaseUrl } from './database-url.ts';
import type { Deps } from './deps-type.ts';
import { readServerConfig, type ServerConfig } from './env.ts';

export interface OpenDeps extends Deps {
  config: ServerConfig;
  close(): Promise<void>;
}

/** Puts a process's deps together from its settings. The one place that opens a database, blobs, secrets, nodes and log for operations. */
export function openDeps(processName: string, config: ServerConfig = readServerConfig()): OpenDeps {
  const { values } = config;
  const gateway = `http://127.0.0.1:${values.GAIA_GATEWAY_PORT}`;
  const secrets = openSecretBox({ current: readSecretKey({ home: values.GAIA_HOME, given: values.GAIA_SECRET_KEY }) });
  const nodes = openNodeClient({ gatewayUrl: gateway, secrets });
  const facts = readChainFacts(values);
  const db = openDatabase(databaseUrl(config));
  return {
    config,
    db,
    nodes,
    secrets,
    chain: facts && openChain(facts, { confirmations: values.GAIA_CONFIRMATIONS, relayKey: values.GAIA_RELAY_KEY }),
    blobs: openBlobs({ home: values.GAIA_HOME, s3Url: values.S3_URL }),
    ipfs: {
      node: values.GAIA_IPFS_API ? openIpfsNode(values.GAIA_IPFS_API) : null,
      gateway: values.GAIA_IPFS_GATEWAY ?? null,
    },
    clock: () => new Date(),
    log: openLog({ process: processName, level: values.GAIA_LOG_LEVEL }),
    origins: {
      studio: values.GAIA_STUDIO_URL ?? `http://127.0.0.1:${values.GAIA_STUDIO_PORT}`,
      gateway: values.GAIA_GATEWAY_PUBLIC_URL ?? gateway,
    },
    async close() {
      await nodes.close();
      await db.$disconnect();
    },
  };
}
