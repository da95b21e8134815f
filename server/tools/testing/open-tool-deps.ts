import { randomUUID } from 'node:crypto';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createTools } from '#server/tools/create-tools.ts';
import { toolJobs } from '#server/tools/tool-jobs.ts';

type NodeRequest = Parameters<NodeClient['request']>[1];

export interface ToolDeps extends TestDeps {
  /** What the node across the gateway was asked, and how it answers. */
  node: { asked: { path: string; body: Record<string, unknown> }[]; answer: (request: NodeRequest) => Response };
  addTool(ownerId: string, name?: string, functionName?: string): Promise<string>;
  /** Runs the next job of a tool. */
  runToolJob(): Promise<void>;
  /** Empties the database and what the node was asked. */
  restart(): Promise<void>;
}

/** Deps for tests of tools: a real database, and a node that answers as the test says. */
export async function openToolDeps(): Promise<ToolDeps> {
  const node: ToolDeps['node'] = { asked: [], answer: () => Response.json({}) };
  const nodes: NodeClient = {
    async request(_address, request) {
      const text = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
      node.asked.push({ path: request.path, body: JSON.parse(text) });
      return node.answer(request);
    },
  };
  const deps = await openTestDeps({ nodes });
  return Object.assign(deps, {
    node,
    async addTool(ownerId: string, name = 'Weather', functionName = 'get_weather') {
      const tools = [{ name, definition: weatherTool(functionName) }];
      const { ids } = await createTools(deps, { ownerId, tools, importedFrom: '' });
      return ids[0] ?? '';
    },
    runToolJob: () => runToolJob(deps),
    async restart() {
      await deps.database.clear();
      // Jobs get the database's time; the clock of the test must not lie before it.
      deps.advance(Date.now() + 60_000 - deps.clock().getTime());
      node.asked.length = 0;
    },
  });
}

/** A tool of a service that wants a token. */
export function weatherTool(name = 'get_weather'): ToolDefinition {
  return toolDefinitionSchema.parse({
    name,
    description: 'Gets the weather of a city. Use it when somebody asks about rain.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'Its name', examples: ['Bern'] } },
      required: ['city'],
    },
    target: {
      kind: 'http',
      method: 'GET',
      url: 'https://api.example.org/{city}',
      arguments: { city: { in: 'path', filledBy: { by: 'model' } } },
      auth: { kind: 'bearer', secret: 'weather_token' },
    },
  });
}

async function runToolJob(deps: TestDeps): Promise<void> {
  const workerId = randomUUID();
  const job = await claimJob(deps, { workerId, kinds: Object.keys(toolJobs) });
  const kind = job ? toolJobs[job.kind] : undefined;
  if (!job || !kind) throw new Error('No job is due.');
  const { signal } = new AbortController();
  await runJob(deps, { job, kind, workerId, signal, wakeCancel: () => () => undefined });
}
