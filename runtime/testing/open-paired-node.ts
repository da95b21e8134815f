import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { nodeEnvironment } from '#runtime/env.ts';
import { openIdentity } from '#runtime/identity/open-identity.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { LinkPin } from '#runtime/link/read-link-pin.ts';
import { writeLinkPin } from '#runtime/link/write-link-pin.ts';
import { hashFile } from '#runtime/models/hash-file.ts';
import type { ModelStore } from '#runtime/models/open-model-store.ts';
import { openNode, type RunningNode } from '#runtime/open-node.ts';

interface NodeRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

export interface PairedNode {
  address: Address;
  node: RunningNode;
  /** Reaches it without the tunnel between node and gateway. */
  request(address: string, request: NodeRequest): Promise<Response>;
  /** As if a model with this hash had been deployed. */
  putModel(sha256: string): void;
  close(): Promise<void>;
}

/** Takes models of sources as read, and those out of bundles as what they are: only a file with the right hash. */
function openKeptModels(home: string, kept: Set<string>): ModelStore {
  return {
    async obtain({ sha256, sources, bundle }) {
      const [source = ''] = sources;
      if (source.startsWith('file:')) {
        if ((await hashFile(source.slice('file:'.length))) !== sha256) throw new AppError('upstream_failed');
        kept.add(sha256);
      }
      if (bundle && !kept.has(sha256)) throw new AppError('conflict', 'This model is not on this node.');
      return home;
    },
    find: async ({ sha256 }) => (kept.has(sha256) ? home : null),
    check: async () => 'right',
  };
}

type Replies = NonNullable<NonNullable<Parameters<typeof openScriptedEngine>[0]>['replies']>;

/** A whole node with a home of its own, paired with a gateway; its model says what it is told. */
export async function openPairedNode(
  pin: Pick<LinkPin, 'controller' | 'gatewayOrigin' | 'chain'>,
  replies: Replies,
): Promise<PairedNode> {
  const home = mkdtempSync(path.join(tmpdir(), 'gaianet-paired-node-'));
  const password = 'test-password';
  const { address } = await openIdentity({ home, password, cost: 1_024 });
  writeFileSync(path.join(home, 'policy.json'), JSON.stringify({ ownModels: true }));
  writeLinkPin(home, { format: 'gaianet.link/1', joinTokenHash: '', ...pin });
  const place = { GAIA_NODE_HOME: home, GAIA_NODE_PORT: 0, GAIA_KEYSTORE_PASSWORD: password };
  const engine = openScriptedEngine({ dimensions: 384, replies });
  const kept = new Set<string>();
  const node = await openNode({
    settings: nodeEnvironment.parse({ ...place, GAIA_LOG_LEVEL: 'silent' }),
    ...{ engine, store: openMemoryStore(), log: pino({ level: 'silent' }), logLines: () => [] },
    models: openKeptModels(home, kept),
  });
  return {
    address,
    node,
    request: (_address, { path: route, body, ...init }) =>
      fetch(`${node.localUrl}${route}`, { ...init, ...(body === undefined ? {} : { body: body as BodyInit }) }),
    putModel: (sha256) => void kept.add(sha256),
    async close() {
      await node.close();
      await engine.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
