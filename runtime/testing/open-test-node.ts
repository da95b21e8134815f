import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { type DeployRequest, deploymentStatusSchema } from '#protocol/control/control-api.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { signControlRequest } from '#protocol/signing/sign-control-request.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { type NodeSettings, nodeEnvironment } from '#runtime/env.ts';
import { openIdentity } from '#runtime/identity/open-identity.ts';
import { openSealingKey } from '#runtime/identity/open-sealing-key.ts';
import type { Policy } from '#runtime/identity/read-policy.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import { writeLinkPin } from '#runtime/link/write-link-pin.ts';
import { hashFile } from '#runtime/models/hash-file.ts';
import { openModelStore } from '#runtime/models/open-model-store.ts';
import { openNode, type RunningNode } from '#runtime/open-node.ts';
import { makeKnowledgeBundle, type TestBundle } from './make-knowledge-bundle.ts';
import { creditsTexts } from './open-test-app.ts';
import { sendBytes, serveLocally } from './serve-locally.ts';
import { reference, type TestModels, testFingerprint, testManifest } from './test-manifest.ts';
import { writeTinyChatModel, writeTinyEmbeddingModel } from './tiny-gguf.ts';

const controller = openTypedSigner(`0x${'42'.repeat(32)}`);

export interface TestNode {
  readonly node: RunningNode;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  home: string;
  engine: Engine;
  store: VectorStore;
  /** Of the agent that is live, called `guide`. */
  manifest: AgentManifest;
  /** Secrets for the node are sealed to it. */
  sealingKey: string;
  /** A request under `/control/`, signed by the controller the node is paired with. */
  control(method: string, path: string, body?: unknown): Promise<Response>;
  /** Stops the node and opens it again on its folder, on another port; resolves when its agent is live again. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export interface TestNodeOptions {
  /** Real engine over tiny models, or the scripted one by default; it is closed with the node. */
  engine?: Engine;
  /** Length of that engine's embeddings. */
  dimensions?: number;
  manifest?: Partial<AgentManifest>;
  /** What its policy file says besides. */
  policy?: Partial<Policy>;
  /** Settings besides its folder and port. */
  settings?: Partial<Record<keyof NodeSettings, string>>;
  /** By slot name, in clear; they are sealed and given along with the deployment. */
  secrets?: Record<string, string>;
}

/** A whole node in a folder of its own: tiny models of half a megabyte, knowledge from a signed bundle in the memory store, one agent deployed over the control API. */
export async function openTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const home = mkdtempSync(path.join(tmpdir(), 'gaianet-node-'));
  const engine = options.engine ?? openScriptedEngine();
  const store = openMemoryStore();
  const models = await writeModels(home, options.dimensions ?? (options.engine ? 64 : 16));
  writeFileSync(path.join(home, 'policy.json'), JSON.stringify({ ownModels: true, ...options.policy }));
  const locked = { home, password: 'test-password', cost: 1_024 };
  await openIdentity(locked);
  const { publicKey: sealingKey } = await openSealingKey(locked);
  const settings = nodeEnvironment.parse({
    GAIA_NODE_HOME: home,
    GAIA_NODE_PORT: 0,
    GAIA_KEYSTORE_PASSWORD: 'test-password',
    GAIA_LOG_LEVEL: 'silent',
    ...options.settings,
  });
  const modelStore = openModelStore({
    folder: path.join(home, 'models'),
    environment: { home, variables: { PIP_CONFIG_FILE: '/dev/null' } },
  });
  const log = pino({ level: 'silent' });
  const means = { settings, engine, store, models: modelStore, log, logLines: () => [] };
  let node = await openNode(means);

  const embed = async (texts: string[]) => {
    const { sha256: modelId, contextTokens } = models.embedding;
    const file = path.join(home, models.embedding.fileName);
    await engine.load({ modelId, kind: 'embedding', path: file, contextTokens, parallelSequences: 1 });
    const request = { modelId, inputs: texts, priority: 'ingest' as const };
    return (await engine.embed(request, new AbortController().signal)).vectors;
  };
  const bundle = await makeKnowledgeBundle({ texts: creditsTexts, fingerprint: testFingerprint(models), embed });
  const { manifest, manifestHash } = testManifest({ knowledge: [bundle.reference], ...options.manifest }, models);
  const control: TestNode['control'] = (...request) => openControl(node, home)(...request);
  const secrets = sealAll(sealingKey, options.secrets ?? {});
  await deploy(node, {
    control,
    bundle,
    request: { deploymentId: newId(), manifest, manifestHash, secrets, moreAddresses: {}, blockIndexes: {} },
  });
  return {
    ...{ home, engine, store, manifest, control, sealingKey },
    get node() {
      return node;
    },
    get url() {
      return node.localUrl;
    },
    async reopen() {
      await node.close();
      node = await openNode(means);
      await node.settled();
    },
    async close() {
      await node.close();
      await engine.close();
      await store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function sealAll(sealingKey: string, secrets: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([slot, text]) => [slot, sealSecret({ sealingKey, slot, text })]),
  );
}

async function writeModels(home: string, dimensions: number): Promise<TestModels> {
  const chatFile = path.join(home, 'tiny-chat.gguf');
  const embeddingFile = path.join(home, 'tiny-embedding.gguf');
  await writeTinyChatModel(chatFile);
  await writeTinyEmbeddingModel(embeddingFile);
  const refer = async (id: string, input: { file: string; contextTokens: number }) =>
    reference(id, {
      sha256: await hashFile(input.file),
      sizeBytes: statSync(input.file).size,
      sources: [`file:${input.file}`],
      contextTokens: input.contextTokens,
    });
  return {
    chat: await refer('tiny-chat', { file: chatFile, contextTokens: 2_048 }),
    embedding: await refer('tiny-embedding', { file: embeddingFile, contextTokens: 512 }),
    dimensions,
  };
}

/** Pairs the node by what pairing writes, and signs requests as its controller. */
function openControl(node: RunningNode, home: string): TestNode['control'] {
  writeLinkPin(home, {
    format: 'gaianet.link/1',
    controller: controller.address,
    gatewayOrigin: 'https://gateway.example',
    chain: null,
    joinTokenHash: '',
  });
  return async (method, route, body) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = { node: node.address as `0x${string}`, method, path: route, body: text, now: new Date() };
    const headers = await signControlRequest(controller, request);
    return fetch(`${node.localUrl}${route}`, { method, headers, ...(text === undefined ? {} : { body: text }) });
  };
}

async function deploy(
  node: RunningNode,
  input: { control: TestNode['control']; bundle: TestBundle; request: Omit<DeployRequest, 'bundleAddresses'> },
): Promise<void> {
  const { control, bundle, request } = input;
  const gateway = await serveLocally((incoming, response) => sendBytes(incoming, response, bundle));
  try {
    await node.settled();
    const bundleAddresses = { [bundle.reference.contentRoot]: `${gateway.url}/bundle` };
    await control('POST', '/control/deployments', { ...request, bundleAddresses });
    await node.settled();
  } finally {
    await gateway.close();
  }
  const status = deploymentStatusSchema.parse(
    await (await control('GET', `/control/deployments/${request.deploymentId}`)).json(),
  );
  if (status.state !== 'live') throw new Error(`The test agent is ${status.state}: ${status.reason}`);
}
