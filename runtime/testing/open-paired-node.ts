import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { Address } from 'viem';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { nodeEnvironment } from '#runtime/env.ts';
import { openIdentity } from '#runtime/identity/open-identity.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { LinkPin } from '#runtime/link/read-link-pin.ts';
import { writeLinkPin } from '#runtime/link/write-link-pin.ts';
import { openNode, type RunningNode } from '#runtime/open-node.ts';

export interface PairedNode {
  address: Address;
  node: RunningNode;
  close(): Promise<void>;
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
  const node = await openNode({
    settings: nodeEnvironment.parse({ ...place, GAIA_LOG_LEVEL: 'silent' }),
    ...{ engine, store: openMemoryStore(), log: pino({ level: 'silent' }), logLines: () => [] },
    models: { obtain: async () => home, find: async () => null, check: async () => 'right' },
  });
  return {
    address,
    node,
    async close() {
      await node.close();
      await engine.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
