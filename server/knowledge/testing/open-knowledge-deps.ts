import { randomUUID } from 'node:crypto';
import { newId } from '#protocol/new-id.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { addDocument } from '#server/knowledge/add-document.ts';
import { knowledgeJobs } from '#server/knowledge/knowledge-jobs.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { type FakeNode, openFakeNode } from './open-fake-node.ts';

export interface KnowledgeDeps extends TestDeps {
  node: FakeNode;
  /** An account with a connected node. */
  newOwner(): Promise<{ ownerId: string; nodeId: string }>;
  add(place: { ownerId: string; knowledgeId: string }, name: string, content: string | Uint8Array): Promise<string>;
  /** Runs every job that is due, one after another, and returns how many ran. */
  runJobs(): Promise<number>;
}

/** Deps for tests of knowledge: a real database, real files, a node that stands in for the one across the gateway. */
export async function openKnowledgeDeps(): Promise<KnowledgeDeps> {
  const node = openFakeNode();
  const deps = await openTestDeps({ nodes: node });
  // Rows get the database's time; the clock of the test must not lie before it.
  deps.advance(Date.now() + 60_000 - deps.clock().getTime());
  return Object.assign(deps, {
    node,
    async newOwner() {
      const { id: ownerId } = await deps.newAccount();
      return { ownerId, nodeId: await addNode(deps, ownerId) };
    },
    async add(place: { ownerId: string; knowledgeId: string }, name: string, content: string | Uint8Array) {
      const { documentId } = await addDocument(deps, { ...place, name, content: bytesOf(content) });
      return documentId;
    },
    async runJobs() {
      for (let count = 0; ; count += 1) if (!(await runOne(deps))) return count;
    },
  });
}

/** A connected node of an account, as the gateway would have written it down. */
export async function addNode(deps: Pick<TestDeps, 'db' | 'clock'>, ownerId: string): Promise<string> {
  const id = newId();
  const address = `0x${randomUUID().replaceAll('-', '')}00000000`;
  await deps.db.node.create({
    data: { id, ownerId, address, name: 'Node', linkedAt: deps.clock(), heartbeatAt: deps.clock(), gatewayId: newId() },
  });
  return id;
}

/** Content as it comes from an upload. */
export async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

async function runOne(deps: TestDeps): Promise<boolean> {
  const workerId = randomUUID();
  const job = await claimJob(deps, { workerId, kinds: Object.keys(knowledgeJobs) });
  const kind = job ? knowledgeJobs[job.kind] : undefined;
  if (!job || !kind) return false;
  const { signal } = new AbortController();
  await runJob(deps, { job, kind, workerId, signal, wakeCancel: () => () => undefined });
  return true;
}
