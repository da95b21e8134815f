import { z } from 'zod';
import type { Deps } from '#server/deps-type.ts';
import { listNodes, type NodeSummary } from '#server/nodes/list-nodes.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { type Check, fine, problem } from './check.ts';

const modelsSchema = z.object({
  models: z.array(z.object({ id: z.string(), state: z.enum(['right', 'missing', 'wrong']) })),
});

/** Each node's line, GPU and model files. */
export async function checkNodes(deps: Deps, input: { ownerId: string }): Promise<Check[]> {
  const nodes = await listNodes(deps, input);
  if (nodes.length === 0)
    return [problem('Nodes', 'There is none.', 'Add one under Nodes, or start npm run up, which brings one.')];
  const checks = await Promise.all(nodes.map((node) => checkNode(deps, { ...input, node })));
  return checks.flat();
}

async function checkNode(deps: Deps, { ownerId, node }: { ownerId: string; node: NodeSummary }): Promise<Check[]> {
  const name = `Node “${node.name}”`;
  if (!node.isOnline)
    return [problem(name, node.offlineReason ?? 'It is offline.', 'Start it; its log says why the line is down.')];
  const line = fine(name, `online, last heard of ${node.heartbeatAt?.toISOString() ?? 'never'}`);
  return [line, checkGpu(node), ...(await checkModels(deps, { ownerId, node }))];
}

function checkGpu({ name, status }: NodeSummary): Check {
  const title = `GPU of “${name}”`;
  const hardware = status?.hardware;
  if (hardware?.gpuWarning)
    return problem(title, hardware.gpuWarning, 'See the GPU section of docs/guides/run-a-node.md.');
  const seen = hardware?.gpusSeen.join(', ') || 'none seen';
  return fine(title, `${seen}; computes on ${hardware?.device ?? 'unknown'}`);
}

/** The node hashes the files of the models it serves with, so this takes some seconds for large ones. */
async function checkModels(deps: Deps, { ownerId, node }: { ownerId: string; node: NodeSummary }): Promise<Check[]> {
  const get = {
    ownerId,
    nodeId: node.id,
    method: 'GET',
    path: '/control/models',
    signal: AbortSignal.timeout(120_000),
  };
  try {
    const { models } = await requestControl(deps, get, modelsSchema);
    return models.map(({ id, state }) => {
      const title = `Model ${id} on “${node.name}”`;
      if (state === 'right') return fine(title, 'its SHA-256 is right');
      return problem(title, `its file is ${state}`, 'Deploy the agent again: the node then fetches the file anew.');
    });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'The node did not say.';
    return [problem(`Models on “${node.name}”`, detail, 'Look at the log of the node.')];
  }
}
