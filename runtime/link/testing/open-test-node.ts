import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import type { ManualClock } from '#protocol/link/open-manual-clock.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { requireController } from '#runtime/http/control/require-controller.ts';
import { openIdentity } from '#runtime/identity/open-identity.ts';
import { openNonceLog } from '#runtime/identity/open-nonce-log.ts';
import type { Link, LinkStatus, TunnelEnv } from '#runtime/link/link-type.ts';
import { openLink } from '#runtime/link/open-link.ts';

/** A node for tests: real identity, link and control checks around a small app. */
export interface TestNode {
  home: string;
  identity: TypedSigner;
  /** What its app has seen. */
  seen: { started: number; cancelled: number; headers: Headers | undefined; viaTunnel: boolean };
  /** Resolves when the app sees that a stream was cancelled. */
  cancelled: Promise<void>;
  /** Lets `/v1/hang` answer. */
  release(): void;
  /** Resolves when a request has reached `/v1/hang`. */
  hanging: Promise<void>;
  /** Dials; an earlier link must be closed first. */
  link(options: { gatewayUrl: string; joinToken?: string | undefined; identity?: TypedSigner }): Link;
  /** Resolves when the present link reaches this state. */
  until(state: LinkStatus['state']): Promise<LinkStatus>;
  status(): LinkStatus | undefined;
  close(): Promise<void>;
}

/** Opens a test node in a folder of its own; nothing is dialled yet. */
export async function openTestNode(clock: ManualClock): Promise<TestNode> {
  const home = mkdtempSync(join(tmpdir(), 'gaia-node-'));
  const identity = await openIdentity({ home, password: 'test', cost: 1_024 });
  const cancel = Promise.withResolvers<void>();
  const hang = Promise.withResolvers<void>();
  const hanging = Promise.withResolvers<void>();
  const watchers = new Set<(status: LinkStatus) => void>();
  let link: Link | undefined;

  const node: TestNode = {
    home,
    identity,
    seen: { started: 0, cancelled: 0, headers: undefined, viaTunnel: false },
    cancelled: cancel.promise,
    release: hang.resolve,
    hanging: hanging.promise,
    link: (options) => {
      link = openLink({
        home,
        identity,
        joinToken: undefined,
        ...options,
        fetch: (request, env) => app.fetch(request, env),
        nodeStatus: () => exampleNodeStatus(identity.address),
        clock: clock.now,
        schedule: clock.schedule,
        random: () => 0,
        onChange: (status) => {
          for (const watch of watchers) watch(status);
        },
      });
      return link;
    },
    status: () => link?.status(),
    until: (state) =>
      new Promise((resolve) => {
        const watch = (status: LinkStatus) => {
          if (status.state !== state) return;
          watchers.delete(watch);
          resolve(status);
        };
        watchers.add(watch);
        const present = link?.status();
        if (present) watch(present);
      }),
    close: async () => {
      hang.resolve();
      await link?.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  const app = createTestApp(node, { cancel: cancel.resolve, hang: hang.promise, hanging: hanging.resolve });
  const nonces = openNonceLog({ home, clock: clock.now });
  const guard = requireController({
    address: identity.address,
    pin: () => link?.pin() ?? null,
    nonces,
    clock: clock.now,
  });
  app.use('/control/*', guard);
  app.post('/control/search', async (c) => {
    const { query } = (await c.req.json()) as { query: string };
    const passage = { marker: 1, chunkIds: ['one'], documentName: 'bees.md', text: `About ${query}`, tokenCount: 2 };
    const evidence = { strength: 1, threshold: 0.35, isSufficient: true, reason: 'asked for' };
    const timesMs = { embed: 0, dense: 0, text: 0, fuse: 0, total: 0 };
    return c.json({ query, candidates: [], evidence, passages: [passage], timesMs });
  });
  app.post('/control/echo', async (c) => c.json(await c.req.json()));
  app.onError((error, c) => c.json({ message: error.message }, 403));
  return node;
}

interface Hooks {
  cancel(): void;
  hang: Promise<void>;
  hanging(): void;
}

function createTestApp(node: TestNode, hooks: Hooks) {
  const app = new Hono<{ Bindings: TunnelEnv }>();

  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.get('/v1/models', (c) => {
    node.seen.headers = c.req.raw.headers;
    node.seen.viaTunnel = c.env.viaTunnel;
    return c.json({ object: 'list', address: node.identity.address, query: c.req.query() });
  });
  app.post('/mcp/:slug', async (c) => c.json({ slug: c.req.param('slug'), message: await c.req.json() }));
  app.post('/v1/size', async (c) => c.json({ sizeBytes: (await c.req.arrayBuffer()).byteLength }));
  app.get('/v1/big', (c) => c.body(new Uint8Array(8 * 1024 * 1024).fill(7)));
  app.get('/v1/hang', async (c) => {
    hooks.hanging();
    await hooks.hang;
    return c.json({ done: true });
  });
  app.get('/v1/count', (c) =>
    streamSSE(c, async (stream) => {
      for (let i = 0; i < 50; i += 1) await stream.writeSSE({ data: String(i) });
    }),
  );
  app.get('/v1/endless', (c) =>
    streamSSE(c, async (stream) => {
      node.seen.started += 1;
      const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
      await stream.writeSSE({ data: 'first' });
      await ended;
      node.seen.cancelled += 1;
      hooks.cancel();
    }),
  );
  return app;
}
