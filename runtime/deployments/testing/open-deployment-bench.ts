import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { DeploymentStatus, DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { DeploymentParts } from '#runtime/deployments/deployment-parts.ts';
import { type Deployments, openDeployments } from '#runtime/deployments/open-deployments.ts';
import { bundlePlace } from '#runtime/deployments/steps/bundle-place.ts';
import {
  openScriptedEngine,
  type ScriptedEngine,
  type ScriptedEngineOptions,
} from '#runtime/engine/scripted/open-scripted-engine.ts';
import { type SealingKey, toSealingKey } from '#runtime/identity/open-sealing-key.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import { makeKnowledgeBundle, type TestBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { creditsTexts } from '#runtime/testing/open-test-app.ts';
import { type LocalTestServer, sendBytes, serveLocally } from '#runtime/testing/serve-locally.ts';
import { scriptedModels, testFingerprint, testManifest } from '#runtime/testing/test-manifest.ts';

/** Where tests cut a download. */
export const startBytes = 2_000;

export interface DeploymentBench {
  parts: DeploymentParts;
  engine: ScriptedEngine;
  gateway: LocalTestServer;
  bundle: TestBundle;
  /** The node's own; it opens what a request's `secrets` hold. */
  sealing: SealingKey;
  /** The node's deployments as they are open now. */
  deployments(): Deployments;
  request(changes?: Partial<AgentManifest>, more?: Partial<DeployRequest>): DeployRequest;
  /** Submits and waits for the end. */
  deploy(request: DeployRequest): Promise<DeploymentStatus>;
  /** Closes and opens again, as a restart of the node does; the vector store stays. `file` is what `deployments.json` holds then, as after a crash. */
  restart(changes?: Partial<DeploymentParts>, file?: string): Promise<Deployments>;
  /** What `deployments.json` holds. */
  readFile(): string;
  /** The first 2,000 bytes of the bundle are on disk. */
  hasStart(): boolean;
  close(): Promise<void>;
}

export interface BenchOptions {
  engine?: ScriptedEngineOptions;
  parts?: Partial<DeploymentParts>;
  /** What the gateway answers; the whole bundle by default. */
  answer?: (this: void, request: IncomingMessage, response: ServerResponse, bundle: TestBundle) => void;
}

/** A node's deployments over the scripted engine and the memory store, with a signed bundle that a real HTTP server gives out. */
export async function openDeploymentBench(options: BenchOptions = {}): Promise<DeploymentBench> {
  const home = mkdtempSync(path.join(tmpdir(), 'gaianet-deploy-'));
  const engine = openScriptedEngine(options.engine);
  const bundle = await makeTestBundle(engine);
  const answer = options.answer ?? sendBytes;
  const gateway = await serveLocally((request, response) => answer(request, response, bundle));
  const sealing = toSealingKey(new Uint8Array(32).fill(5));
  const parts: DeploymentParts = {
    home,
    engine,
    store: openMemoryStore(),
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
    obtainModel: async (model) => path.join(home, model.fileName),
    hasModel: () => Promise.resolve(false),
    assertModelAllowed: () => undefined,
    freeDiskBytes: async () => 10_000_000_000,
    openSecrets: sealing.open,
    checkHosted: () => Promise.reject(new AppError('forbidden', 'Nobody lets search here.')),
    obtainKey: () => Promise.reject(new AppError('forbidden', 'Nobody gives keys here.')),
    ...options.parts,
  };
  const file = path.join(home, 'deployments.json');
  let open = await openDeployments(parts);
  await open.settled();
  return {
    ...{ parts, engine, gateway, bundle, sealing },
    deployments: () => open,
    request: (changes, more) => ({
      deploymentId: newId(),
      ...testManifest({ knowledge: [bundle.reference], ...changes }),
      secrets: {},
      blockIndexes: {},
      moreAddresses: {},
      bundleAddresses: { [bundle.reference.contentRoot]: `${gateway.url}/bundle` },
      ...more,
    }),
    async deploy(request) {
      await open.submit(request);
      await open.settled();
      return open.status(request.deploymentId);
    },
    readFile: () => readFileSync(file, 'utf8'),
    hasStart: () =>
      (statSync(`${bundlePlace(home, bundle.reference).file}.part`, { throwIfNoEntry: false })?.size ?? 0) >=
      startBytes,
    async restart(changes = {}, content?: string) {
      await open.close();
      if (content !== undefined) writeFileSync(file, content);
      open = await openDeployments({ ...parts, ...changes });
      return open;
    },
    async close() {
      await open.close();
      await gateway.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function makeTestBundle(engine: ScriptedEngine): Promise<TestBundle> {
  const { sha256: modelId } = scriptedModels.embedding;
  const embed = async (texts: string[]) =>
    (await engine.embed({ modelId, inputs: texts, priority: 'ingest' }, new AbortController().signal)).vectors;
  return makeKnowledgeBundle({ texts: creditsTexts, fingerprint: testFingerprint(scriptedModels), embed });
}
