import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { Scope } from '#protocol/signing/typed-messages.ts';
import type { LiveAgents } from '#runtime/deployments/live-agent.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { SchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import type { FileStore } from '#runtime/files/open-file-store.ts';
import type { HostedSearcher } from '#runtime/hosted/hosted-searcher.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { NodePlugins } from '#runtime/plugins/open-node-plugins.ts';
import type { PromptMeans } from '#runtime/prompts/prompt-means.ts';
import type { BackgroundRunner } from '#runtime/responses/open-background-runner.ts';
import type { ResponseStore } from '#runtime/responses/open-response-store.ts';
import type { ToolExecutor } from '#runtime/tools/tool-executor.ts';
import type { NodeMetrics } from './open-metrics.ts';

/** What the node's API works with. */
export interface NodeParts {
  address: string;
  engine: Engine;
  store: VectorStore;
  files: FileStore;
  responses: { store: ResponseStore; background: BackgroundRunner };
  tools: ToolExecutor;
  schemas: SchemaChecker;
  /** Runs agents' plugins. */
  plugins?: NodePlugins | undefined;
  /** Searches knowledge on creators' nodes. */
  hosted?: HostedSearcher | undefined;
  /** What prompt rules and functions reach. */
  prompts?: PromptMeans | undefined;
  agents: LiveAgents & { isRestoring(): boolean };
  status: () => Promise<NodeStatus>;
  metrics: NodeMetrics;
  log: Logger;
  access: LocalAccess;
}

/** Who may use the node's own port. */
export interface LocalAccess {
  /** Names a request's Host may have: guards an open port against pages of other sites that resolve to this machine. null where a key guards it. */
  hosts: string[] | null;
  /** Needed by everybody when set; without one the port is open, and bound to the loopback only. */
  apiKey: string | null;
}

/** What the edge found out about a request. */
export interface NodeEnv {
  Bindings: { viaTunnel?: true };
  Variables: { scope: Scope; callerId: string };
}

export type NodeApp = Hono<NodeEnv>;
