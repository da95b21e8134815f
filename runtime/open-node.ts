import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { AppError } from '#protocol/errors.ts';
import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import { assertModelAllowed } from '#runtime/deployments/assert-model-allowed.ts';
import type { DeploymentParts } from '#runtime/deployments/deployment-parts.ts';
import { openDeployments } from '#runtime/deployments/open-deployments.ts';
import { loadModels } from '#runtime/deployments/steps/load-models.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { mountControl } from '#runtime/http/control/mount-control.ts';
import { requireController } from '#runtime/http/control/require-controller.ts';
import { createApp } from '#runtime/http/create-app.ts';
import { openMetrics } from '#runtime/http/open-metrics.ts';
import { openIdentity } from '#runtime/identity/open-identity.ts';
import { openNonceLog } from '#runtime/identity/open-nonce-log.ts';
import { readPolicy } from '#runtime/identity/read-policy.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import { openLink } from '#runtime/link/open-link.ts';
import { readLinkPin } from '#runtime/link/read-link-pin.ts';
import type { ModelStore } from '#runtime/models/open-model-store.ts';
import { freeDiskBytes } from '#runtime/status/read-hardware.ts';
import { readNodeStatus } from '#runtime/status/read-node-status.ts';
import type { NodeSettings } from './env.ts';

/** What a node is made of; `main.ts` opens the real ones, tests others. */
export interface NodeMeans {
  settings: NodeSettings;
  engine: Engine;
  store: VectorStore;
  models: ModelStore;
  log: Logger;
  logLines: (limit: number) => string[];
  productVersion: string;
}

export interface RunningNode {
  address: string;
  localUrl: string;
  /** Resolves when what was live before is back. */
  restored(): Promise<void>;
  close(): Promise<void>;
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** Opens a node: identity, deployments, HTTP on its own port, and the line to its gateway. */
export async function openNode(means: NodeMeans): Promise<RunningNode> {
  const { settings, engine, store, log } = means;
  const home = settings.GAIA_NODE_HOME;
  const clock = () => new Date();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  assertBindable(settings);
  const identity = await openIdentity({ home, password: settings.GAIA_KEYSTORE_PASSWORD });
  const policy = readPolicy(home);
  const parts: DeploymentParts = {
    home,
    engine,
    store,
    clock,
    log,
    obtainModel: (model, options) => means.models.obtain(model, options),
    assertModelAllowed: (model) => assertModelAllowed(policy, model),
    freeDiskBytes: () => freeDiskBytes(home),
  };
  const deployments = await openDeployments(parts);
  const startedAt = clock();
  let localUrl = '';
  const { productVersion } = means;
  const status = () =>
    readNodeStatus({
      home,
      address: identity.address,
      localUrl,
      productVersion,
      startedAt,
      clock,
      engine,
      deployments,
      policy,
    });
  const metrics = openMetrics(engine);
  const access = { hosts: hostsOf(settings), apiKey: settings.GAIA_NODE_API_KEY ?? null };
  const app = createApp({
    address: identity.address,
    engine,
    store,
    agents: deployments,
    status,
    metrics,
    log,
    access,
  });

  let link: ReturnType<typeof openLink> | null = null;
  const pin = () => link?.pin() ?? readLinkPin(home);
  const nonces = openNonceLog({ home, clock });
  const useEmbeddingModel = (model: ModelReference, signal: AbortSignal) => loadEmbedding(parts, model, signal);
  const useModels = (manifest: Parameters<typeof loadModels>[1]['manifest'], signal: AbortSignal) =>
    loadModels(parts, { manifest, signal }, () => undefined);
  const control = {
    engine,
    store,
    deployments,
    useEmbeddingModel,
    useModels,
    status,
    logLines: means.logLines,
    metrics,
    log,
  };
  mountControl(app, control, requireController({ address: identity.address, pin, nonces, clock }));

  const server = createServer(getRequestListener((request) => app.fetch(request, {})));
  localUrl = await listen(server, settings);
  if (settings.GAIA_GATEWAY_URL) {
    link = openLink({
      home,
      identity,
      gatewayUrl: settings.GAIA_GATEWAY_URL,
      joinToken: settings.GAIA_JOIN_TOKEN,
      fetch: (request, env) => app.fetch(request, env),
      nodeStatus: status,
      clock,
      onChange: ({ state, cause }) => log.info({ state, cause }, 'link.changed'),
    });
  }
  log.info({ address: identity.address, localUrl, device: engine.status().device }, 'node.started');
  return {
    address: identity.address,
    localUrl,
    restored: () => deployments.settled(),
    async close() {
      await link?.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await deployments.close();
      await closed;
    },
  };
}

/** A port that others can reach must not be open to all. */
function assertBindable(settings: NodeSettings): void {
  if (loopback.includes(settings.GAIA_NODE_HOST) || settings.GAIA_NODE_API_KEY) return;
  throw new AppError(
    'invalid_input',
    `GAIA_NODE_HOST is ${settings.GAIA_NODE_HOST}, which others can reach; set GAIA_NODE_API_KEY, or listen on 127.0.0.1.`,
  );
}

function hostsOf({ GAIA_NODE_HOST: host }: NodeSettings): string[] {
  return [...new Set([...loopback, ...(host === '0.0.0.0' ? [] : [host])])];
}

async function loadEmbedding(parts: DeploymentParts, model: ModelReference, signal: AbortSignal): Promise<string> {
  if (parts.engine.status().models.some(({ modelId }) => modelId === model.sha256)) return model.sha256;
  parts.assertModelAllowed(model);
  const file = await parts.obtainModel(model, { signal, onProgress: () => undefined });
  const { sha256: modelId, contextTokens } = model;
  await parts.engine.load(
    { modelId, kind: 'embedding', path: path.resolve(file), contextTokens, parallelSequences: 1 },
    { signal },
  );
  return modelId;
}

function listen(server: Server, settings: NodeSettings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const port = settings.GAIA_NODE_PORT;
      const isBusy = cause.code === 'EADDRINUSE';
      reject(
        isBusy
          ? new AppError(
              'conflict',
              `Port ${port} is in use by another program; choose another with --port or GAIA_NODE_PORT.`,
            )
          : cause,
      );
    });
    server.listen(settings.GAIA_NODE_PORT, settings.GAIA_NODE_HOST, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : settings.GAIA_NODE_PORT;
      resolve(`http://${settings.GAIA_NODE_HOST}:${port}`);
    });
  });
}
