import type { Logger } from 'pino';
import type { HostedReference } from '#protocol/hosted/hosted-reference.ts';
import type { LicensedPart } from '#protocol/licences/licences-of-agent.ts';
import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';

/** What a deployment works with on its node. */
export interface DeploymentParts {
  /** The node's data folder. */
  home: string;
  engine: Engine;
  store: VectorStore;
  clock: () => Date;
  log: Logger;
  /** Fetches a model into the shared store, or finds it there, and returns its path. */
  obtainModel: (model: ModelReference, options: ObtainOptions) => Promise<string>;
  /** Whether the shared store holds a model whole. */
  hasModel: (model: ModelReference) => Promise<boolean>;
  /** Whether this model may run here: in the catalogue, or allowed by the node owner's policy. Throws `forbidden`. */
  assertModelAllowed: (model: ModelReference) => void;
  freeDiskBytes: () => Promise<number>;
  /** Opens secrets that were sealed to this node. Throws `invalid_input` naming the slot. */
  openSecrets: (sealed: Record<string, string>) => Record<string, string>;
  /** Asks whether this node may search knowledge on a creator's node. Throws its refusal. */
  checkHosted: (reference: HostedReference, signal: AbortSignal) => Promise<void>;
  /** Asks the gateway for the key of a licensed part. Throws its refusal. */
  obtainKey: (part: LicensedPart, signal: AbortSignal) => Promise<Uint8Array>;
}

interface ObtainOptions {
  signal: AbortSignal;
  onProgress: (receivedBytes: number, totalBytes: number) => void;
}

/** Tells how a step goes on: a sentence, and n of N where there is one. */
export type Report = (message: string, progress?: { done: number; total: number }) => void;
