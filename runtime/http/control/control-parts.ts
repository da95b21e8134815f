import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { AgentManifest, ModelReference } from '#protocol/manifests/agent-manifest.ts';
import type { Deployments } from '#runtime/deployments/open-deployments.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { NodePlugins } from '#runtime/plugins/open-node-plugins.ts';
import type { RemoteParts } from '#runtime/tools/tool-call.ts';

/** What the control API works with. */
export interface ControlParts {
  engine: Engine;
  store: VectorStore;
  deployments: Deployments;
  /** What test calls of tools work with. */
  services: RemoteParts;
  /** Runs plugins that are tried. */
  plugins: Pick<NodePlugins, 'runner' | 'means'>;
  /** Opens secrets that were sealed to this node. Throws `invalid_input` naming the slot. */
  openSecrets: (sealed: Record<string, string>) => Record<string, string>;
  /** Fetches and loads an embedding model, or joins it where it is loaded; returns the engine's id of it. */
  loadEmbeddingModel: (model: ModelReference, signal: AbortSignal) => Promise<string>;
  /** The same for a chat model. */
  loadChatModel: (model: ModelReference, signal: AbortSignal) => Promise<string>;
  /** Fetches and loads all models of a manifest that isn't deployed. */
  loadAgentModels: (manifest: AgentManifest, signal: AbortSignal) => Promise<void>;
  /** Hashes the model files of everything that is live. */
  checkModels: () => Promise<{ id: string; state: 'right' | 'missing' | 'wrong' }[]>;
  status: () => Promise<NodeStatus>;
  /** The newest log lines, oldest first, without contents or keys. */
  logLines: (limit: number) => string[];
}
