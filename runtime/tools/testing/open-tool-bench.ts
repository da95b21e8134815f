import type { ServerResponse } from 'node:http';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import type { PluginTools } from '#runtime/tools/call-plugin-tool.ts';
import { openRemoteParts } from '#runtime/tools/open-remote-parts.ts';
import { openToolExecutor } from '#runtime/tools/open-tool-executor.ts';
import type { RemoteParts } from '#runtime/tools/tool-call.ts';
import type { ToolAgent, ToolCallInput, ToolExecutor, ToolResult } from '#runtime/tools/tool-executor.ts';
import type { SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import { openTestWeb } from '#runtime/web/testing/open-test-web.ts';
import { type HttpsTestServer, type SeenRequest, serveHttps } from '#runtime/web/testing/serve-https.ts';
import { openMemoryBook } from './open-memory-book.ts';

type Answer = (this: void, request: SeenRequest, response: ServerResponse) => void;
type HttpTargetInput = Record<string, unknown>;

export interface ToolBench {
  server: HttpsTestServer;
  web: SafeWeb;
  services: RemoteParts;
  executor: ToolExecutor;
  /** Waits that were asked for between tries, in milliseconds; none was waited. */
  waits: number[];
  /** Moves the clock on. */
  pass(ms: number): void;
  /** What the service says from now on. */
  answer(answer: Answer): void;
  answerJson(value: unknown, status?: number): void;
  /** A tool called "try_it" that posts JSON to the service at `/tool`, with what the test changes. */
  tool(target?: HttpTargetInput, changes?: Record<string, unknown>): ToolDefinition;
  call(
    tool: ToolDefinition,
    changes?: Partial<ToolCallInput> & { secrets?: Record<string, string> },
  ): Promise<ToolResult>;
  clear(): void;
  close(): Promise<void>;
}

/** A real HTTPS service and the executor of a node that may call it. */
export async function openToolBench(plugins: PluginTools | null = null): Promise<ToolBench> {
  let now: Answer = (_request, response) => void response.end();
  const server = await serveHttps((request, response) => now(request, response));
  const web = openTestWeb([server]);
  const waits: number[] = [];
  let clockMs = 0;
  const services: RemoteParts = {
    ...openRemoteParts({ web, book: openMemoryBook(), clock: () => new Date() }),
    now: () => clockMs,
    async wait(ms) {
      waits.push(ms);
      clockMs += ms;
    },
  };
  const executor = openToolExecutor({ services, plugins });
  const answer = (next: Answer) => {
    now = next;
  };
  return {
    ...{ server, web, services, executor, waits, answer },
    pass(ms) {
      clockMs += ms;
    },
    answerJson(value, status = 200) {
      answer((_request, response) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value)),
      );
    },
    tool: (target, changes) =>
      toolDefinitionSchema.parse({
        name: 'try_it',
        description: 'Tries it.',
        parameters: { type: 'object', properties: {} },
        target: { kind: 'http', method: 'POST', url: `${server.url}/tool`, ...target },
        ...changes,
      }),
    call(tool, { secrets = {}, ...changes } = {}) {
      const agent = toolAgent([tool], secrets);
      const signal = new AbortController().signal;
      const input = { agent, name: tool.name, arguments: {}, metadata: {}, callerId: 'test', signal };
      return executor.call({ ...input, ...changes });
    },
    clear() {
      server.seen.length = 0;
      waits.length = 0;
    },
    async close() {
      await services.mcp.close();
      await web.close();
      await server.close();
    },
  };
}

/** An agent with these tools and secrets. */
export function toolAgent(tools: ToolDefinition[], secrets: Record<string, string> = {}): ToolAgent {
  const component = { name: 'Test tool', version: 1 };
  const { manifest } = testManifest({ tools: tools.map((definition) => ({ component, definition })) });
  return { manifest, collections: [], secrets };
}
