import { pino } from 'pino';
import type { ManualClock } from '#protocol/link/open-manual-clock.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import type { BlobStore, Deps } from '#server/deps-type.ts';
import type { NodeEvent } from '#server/gateway/links/open-link-registry.ts';
import { readLines } from '#server/gateway/links/read-lines.ts';
import { type Gateway, openGateway } from '#server/gateway/open-gateway.ts';
import { internalToken } from '#server/nodes/internal-token.ts';
import { openNodeClient } from '#server/nodes/open-node-client.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';

/** A gateway for tests, with the deps of a studio that uses it. */
export interface TestGateway {
  deps: Deps;
  gateway: Gateway;
  /** Everything told on `/internal/events` since the start; `until` resolves with the first event that fits, past or to come. */
  until(type: NodeEvent['type'], address: string): Promise<NodeEvent>;
  /** Forgets events told so far. */
  forget(): void;
  newOwner(name: string): Promise<string>;
  /** Bearer of the internal API. */
  token: string;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  db: Deps['db'];
  clock: ManualClock;
  blobs?: BlobStore;
  port?: number;
}

/** Opens a gateway on a free port of the loopback, or on the one given. */
export async function openTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const secrets = openSecretBox({ current: new Uint8Array(32).fill(9) });
  const origins = { studio: 'http://studio.test', gateway: '' };
  const shared = {
    db: options.db,
    blobs: options.blobs ?? emptyBlobs,
    secrets,
    clock: options.clock.now,
    chain: null,
    ipfs: { node: null, gateway: null },
    log: pino({ level: 'silent' }),
    origins,
  };
  const gateway = await openGateway(shared, {
    host: '127.0.0.1',
    port: options.port ?? 0,
    schedule: options.clock.schedule,
  });
  const nodes = openNodeClient({ gatewayUrl: gateway.url, secrets });
  const deps: Deps = { ...shared, nodes };
  const events = await listenToEvents(gateway.url, internalToken(secrets));

  return {
    deps,
    gateway,
    token: internalToken(secrets),
    until: events.until,
    forget: events.forget,
    newOwner: async (name) => (await createAccount(deps, { name })).id,
    close: async () => {
      await gateway.close();
      await events.ended;
      await nodes.close();
    },
  };
}

async function listenToEvents(url: string, token: string) {
  const response = await fetch(`${url}/internal/events`, { headers: { authorization: `Bearer ${token}` } });
  let told: NodeEvent[] = [];
  const watchers = new Set<() => void>();
  const read = async () => {
    for await (const line of readLines(response.body)) {
      if (!line.startsWith('data: ')) continue;
      told.push(JSON.parse(line.slice('data: '.length)) as NodeEvent);
      for (const watch of watchers) watch();
    }
  };
  const until = (type: NodeEvent['type'], address: string): Promise<NodeEvent> =>
    new Promise((resolve) => {
      const watch = () => {
        const event = told.find((each) => each.type === type && each.address === address);
        if (!event) return;
        watchers.delete(watch);
        resolve(event);
      };
      watchers.add(watch);
      watch();
    });
  const forget = () => {
    told = [];
  };
  return { until, forget, ended: read().catch(() => {}) };
}

const emptyBlobs: BlobStore = {
  put: () => Promise.reject(new Error('These tests store nothing.')),
  read: () => {
    throw new Error('These tests store nothing.');
  },
  path: () => Promise.reject(new Error('These tests store nothing.')),
  has: () => Promise.resolve(false),
  remove: () => Promise.resolve(),
  address: () => Promise.resolve(null),
};
