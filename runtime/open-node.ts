import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { productVersion } from '#protocol/product-version.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { assertModelAllowed } from '#runtime/deployments/assert-model-allowed.ts';
import type { DeploymentParts } from '#runtime/deployments/deployment-parts.ts';
import { loadChatModel } from '#runtime/deployments/load-chat-model.ts';
import { loadEmbeddingModel } from '#runtime/deployments/load-embedding-model.ts';
import { openDeployments } from '#runtime/deployments/open-deployments.ts';
import { loadModels } from '#runtime/deployments/steps/load-models.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import { openFileStore } from '#runtime/files/open-file-store.ts';
import type { HostedSearcher } from '#runtime/hosted/hosted-searcher.ts';
import { mountControl } from '#runtime/http/control/mount-control.ts';
import { requireController } from '#runtime/http/control/require-controller.ts';
import { createApp } from '#runtime/http/create-app.ts';
import { listenLocally } from '#runtime/http/listen-locally.ts';
import { localAccess } from '#runtime/http/local-access.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import { openMetrics } from '#runtime/http/open-metrics.ts';
import { openResponses } from '#runtime/http/responses/open-responses.ts';
import { openIdentity } from '#runtime/identity/open-identity.ts';
import { openNonceLog } from '#runtime/identity/open-nonce-log.ts';
import { openSealingKey, type SealingKey } from '#runtime/identity/open-sealing-key.ts';
import { type Policy, readPolicy } from '#runtime/identity/read-policy.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import { obtainKey } from '#runtime/licences/obtain-key.ts';
import type { LinkOptions } from '#runtime/link/link-type.ts';
import { openLink } from '#runtime/link/open-link.ts';
import { pinChain } from '#runtime/link/pin-chain.ts';
import { readLinkPin } from '#runtime/link/read-link-pin.ts';
import { checkLiveModels } from '#runtime/models/check-live-models.ts';
import type { ModelStore } from '#runtime/models/open-model-store.ts';
import { freeDiskBytes } from '#runtime/status/read-hardware.ts';
import { readNodeStatus } from '#runtime/status/read-node-status.ts';
import type { NodeSettings } from './env.ts';
import { openPowers } from './open-powers.ts';

/** What a node is made of; `main.ts` opens the real ones, tests others. They stay the caller's to close. */
export interface NodeMeans {
  settings: NodeSettings;
  engine: Engine;
  store: VectorStore;
  models: ModelStore;
  log: Logger;
  logLines: (limit: number) => string[];
}

export interface RunningNode {
  app: NodeApp;
  address: string;
  localUrl: string;
  /** Resolves when no deployment is under way and what was live before is back. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a node: identity, deployments, HTTP on its own port, and the line to its gateway. */
export async function openNode(means: NodeMeans): Promise<RunningNode> {
  const { settings, engine, store, log } = means;
  const home = settings.GAIA_NODE_HOME;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const access = localAccess({ host: settings.GAIA_NODE_HOST, apiKey: settings.GAIA_NODE_API_KEY });
  const locked = { home, password: settings.GAIA_KEYSTORE_PASSWORD };
  const [identity, sealing] = await Promise.all([openIdentity(locked), openSealingKey(locked)]);
  const policy = readPolicy(home);
  const powers = openPowers({ settings, engine, store, policy, sealing, identity, clock: () => new Date() });
  const { tools, plugins, prompts, services, hosted } = powers;
  const parts = deploymentParts(means, { policy, sealing, identity, hosted });
  const deployments = await openDeployments(parts);
  const { address } = identity;
  const place = { localUrl: '' };
  const startedAt = parts.clock();
  const facts = { address, productVersion, startedAt, policy, sealingKey: sealing.publicKey };
  const status = () => readNodeStatus({ ...parts, ...place, ...facts, deployments });

  const metrics = openMetrics(engine);
  const schemas = openSchemaChecker();
  const answering = { engine, store, schemas, tools, plugins, hosted, prompts, status, metrics, log };
  const files = openFileStore(path.join(home, 'files'));
  const api = { ...answering, address, files, agents: deployments, access };
  const responses = openResponses(api, path.join(home, 'responses'));
  const app = createApp({ ...api, responses });
  const control = {
    ...{ ...answering, deployments, logLines: means.logLines },
    ...{ services, openSecrets: sealing.open },
    loadEmbeddingModel: loadEmbeddingModel.bind(null, parts),
    loadChatModel: loadChatModel.bind(null, parts),
    loadAgentModels: loadAgentModels.bind(null, parts),
    checkModels: () => checkLiveModels(means.models, deployments),
    ...{ identity, clock: parts.clock, pinChain: pinChain.bind(null, home) },
  };
  const gate = {
    address,
    pin: () => readLinkPin(home),
    nonces: openNonceLog({ home, clock: parts.clock }),
    clock: parts.clock,
  };
  mountControl(app, control, requireController(gate));

  const server = await listenLocally(app, { host: settings.GAIA_NODE_HOST, port: settings.GAIA_NODE_PORT });
  place.localUrl = server.url;
  const link = dial(means, { identity, app, nodeStatus: status, clock: parts.clock });
  void deployments
    .settled()
    .then(() => responses.background.resume())
    .catch((cause: unknown) => log.error({ err: cause }, 'responses.lost'));
  log.info({ address, localUrl: server.url, device: engine.status().device }, 'node.started');
  return {
    app,
    address,
    localUrl: server.url,
    settled: () => deployments.settled(),
    async close() {
      await link?.close();
      await server.close();
      await responses.background.close();
      await deployments.close();
      await schemas.close();
      await powers.close();
    },
  };
}

interface Locked {
  policy: Policy;
  sealing: SealingKey;
  identity: TypedSigner;
}

function deploymentParts(
  { settings, engine, store, models, log }: NodeMeans,
  { policy, sealing, identity, hosted }: Locked & { hosted: HostedSearcher },
): DeploymentParts {
  const home = settings.GAIA_NODE_HOME;
  const clock = () => new Date();
  const asker = { identity, clock, gatewayOrigin: () => readLinkPin(home)?.gatewayOrigin ?? null };
  return {
    home,
    engine,
    store,
    log,
    clock,
    obtainModel: (model, options) => models.obtain(model, options),
    hasModel: async (model) => (await models.find(model)) !== null,
    assertModelAllowed: (model) => assertModelAllowed(policy, model),
    freeDiskBytes: () => freeDiskBytes(home),
    openSecrets: sealing.open,
    async checkHosted(reference, signal) {
      // No passage is asked for, so that a deployment takes nothing of the buyer's share.
      await hosted.search(reference, { query: 'licence', passages: 0 }, signal);
    },
    obtainKey: (part, signal) => obtainKey(asker, part, signal),
  };
}

async function loadAgentModels(
  parts: DeploymentParts,
  manifest: Parameters<typeof loadModels>[1]['manifest'],
  signal: AbortSignal,
): Promise<void> {
  parts.assertModelAllowed(manifest.model);
  if (manifest.embedding) parts.assertModelAllowed(manifest.embedding);
  await loadModels(parts, { manifest, signal }, () => undefined);
}

/** The line to the gateway that was named, or that the node was paired with; a node without one serves its own machine only. */
function dial(
  { settings, log }: NodeMeans,
  { app, ...line }: Pick<LinkOptions, 'identity' | 'nodeStatus' | 'clock'> & { app: NodeApp },
): ReturnType<typeof openLink> | null {
  const gatewayUrl = settings.GAIA_GATEWAY_URL ?? readLinkPin(settings.GAIA_NODE_HOME)?.gatewayOrigin;
  if (!gatewayUrl) return null;
  return openLink({
    ...line,
    home: settings.GAIA_NODE_HOME,
    gatewayUrl,
    joinToken: settings.GAIA_JOIN_TOKEN,
    fetch: (request, env) => app.fetch(request, env),
    onChange: ({ state, cause }) => log.info({ state, cause }, 'link.changed'),
  });
}
