import { randomUUID } from 'node:crypto';
import { type Address, getAddress } from 'viem';
import { readBundle } from '#protocol/bundles/read-bundle.ts';
import type { EmbeddingFingerprint } from '#protocol/manifests/agent-manifest.ts';
import type { TrialOffer } from '#protocol/market/trial-offer.ts';
import { newId } from '#protocol/new-id.ts';
import type { ChainReader, NodeClient } from '#server/deps-type.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { bytesOf } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { openTrial } from '#server/trials/open-trial.ts';
import { trialDay } from '#server/trials/trial-day.ts';
import { trialJobs } from '#server/trials/trial-jobs.ts';

/** A node that the test opens, so that it runs the product's own code. */
interface CreatorsNode {
  client: NodeClient;
  address: string;
  controller: Address | null;
  close(): Promise<void>;
}

interface BenchMeans<Node extends CreatorsNode> {
  openNode(options: { clock: () => Date; embed: (text: string) => Float32Array }): Node;
  makeBundle(input: {
    texts: string[];
    fingerprint: EmbeddingFingerprint;
    embed: (texts: string[]) => Promise<Float32Array[]>;
  }): Promise<{ bytes: Uint8Array; reference: { contentRoot: string; sizeBytes: number } }>;
  chain?: ChainReader;
}

export interface TrialBench<Node extends CreatorsNode> extends TestDeps {
  node: Node;
  /** A creator with a connected node, and knowledge of these passages on sale under a deed. */
  sell(texts: string[], more?: { deedId?: string; preset?: string }): Promise<Sold>;
  offer(sold: Sold, changes?: Partial<TrialOffer>): Promise<void>;
  /** Runs what trials have queued. */
  work(): Promise<void>;
}

export interface Sold {
  ownerId: string;
  componentId: string;
  versionId: string;
  nodeId: string;
  contentRoot: string;
  deedId: string;
}

const modelId = 'smollm2-135m-instruct';

/** A studio with a real database and real files, and a creator's node that runs the product's own code. */
export async function openTrialBench<Node extends CreatorsNode>(means: BenchMeans<Node>): Promise<TrialBench<Node>> {
  let clock = () => new Date(0);
  const node = means.openNode({ clock: () => clock(), embed: fakeVector });
  const deps = await openTestDeps({ nodes: node.client, ...(means.chain && { chain: means.chain }) });
  clock = deps.clock;
  // Rows of jobs get the database's time; the clock of the test stands at a noon after it.
  deps.advance(trialDay(new Date()).getTime() + 1.5 * 86_400_000 - deps.clock().getTime());
  const close = deps.close.bind(deps);
  return Object.assign(deps, {
    node,
    sell: (texts: string[], more = {}) => sell(deps, { node, texts, makeBundle: means.makeBundle, ...more }),
    async offer({ ownerId, componentId, nodeId }: Sold, changes: Partial<TrialOffer> = {}) {
      await openTrial(deps, { ownerId, componentId, nodeId, ...defaultOffer, ...changes });
      await work(deps);
    },
    work: () => work(deps),
    async close() {
      await close();
      await node.close();
    },
  });
}

const defaultOffer: Omit<TrialOffer, 'nodeId'> = {
  modelId,
  dailyQuestions: 100,
  dailyTokens: 1_000_000,
  personQuestions: 10,
  isHosted: false,
  passagesPerCall: 2,
  callsPerMinute: 100,
  dailySearches: 1_000,
  coveragePercent: 20,
};

async function sell(
  deps: TestDeps,
  input: Pick<BenchMeans<CreatorsNode>, 'makeBundle'> & {
    node: CreatorsNode;
    texts: string[];
    deedId?: string;
    preset?: string;
  },
): Promise<Sold> {
  const { node, texts, deedId = '7', preset = 'sell' } = input;
  const { id: ownerId, keyAddress } = await deps.newAccount('Creator');
  node.controller = getAddress(keyAddress);
  const nodeId = newId();
  const linked = { linkedAt: deps.clock(), heartbeatAt: deps.clock(), gatewayId: newId() };
  await deps.db.node.create({ data: { id: nodeId, ownerId, address: node.address, name: 'Node', ...linked } });
  const { fingerprint } = defaultEmbeddingModel();
  const bundle = await input.makeBundle({ texts, fingerprint, embed: async (all) => all.map(fakeVector) });
  const stored = await deps.blobs.put(bytesOf(bundle.bytes), { maxBytes: 1e9 });
  const blob = { id: newId(), ownerId, sha256: stored.sha256, sizeBytes: BigInt(stored.sizeBytes), mime: 'x/y' };
  await deps.db.blob.create({ data: blob });
  const { signedManifest } = await readBundle([bundle.bytes]);
  const { contentRoot, sizeBytes } = bundle.reference;
  const [componentId, versionId] = [newId(), newId()];
  const version = { id: versionId, ownerId, number: 1, contentRoot, sizeBytes, isReady: true, blobId: blob.id };
  const saleTerms = { ownerId, versionId, choices: { preset }, state: 'minted', deedId };
  await deps.db.component.create({
    data: {
      ...{ id: componentId, ownerId, kind: 'knowledge', name: 'Bees' },
      versions: { create: { ...version, manifest: signedManifest as object } },
      saleTerms: { create: saleTerms },
    },
  });
  return { ownerId, componentId, versionId, nodeId, contentRoot, deedId };
}

async function work(deps: TestDeps): Promise<void> {
  const workerId = randomUUID();
  for (;;) {
    const job = await claimJob(deps, { workerId, kinds: Object.keys(trialJobs) });
    const kind = job ? trialJobs[job.kind] : undefined;
    if (!job || !kind) return;
    const { signal } = new AbortController();
    await runJob(deps, { job, kind, workerId, signal, wakeCancel: () => () => undefined });
  }
}
