import type { Hono } from 'hono';
import type { Agent } from 'undici';
import type { Schedule } from '#protocol/link/schedule.ts';
import type { Deps } from '#server/deps-type.ts';
import type { LinkRegistry } from './links/open-link-registry.ts';

/** What the gateway takes of the process's deps. It has no node client: it is what node clients talk to. */
export type GatewayDeps = Pick<Deps, 'db' | 'blobs' | 'chain' | 'ipfs' | 'secrets' | 'clock' | 'log' | 'origins'>;

export interface GatewayOptions {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Address at which other instances reach this one; without it `http://<host>:<port>`. */
  instanceUrl?: string;
  schedule?: Schedule;
}

/** What the parts of one running gateway share. */
export interface GatewayContext {
  deps: GatewayDeps;
  /** Row id of this instance. */
  instanceId: string;
  links: LinkRegistry;
  schedule: Schedule;
  /** Connections to other instances. */
  dispatcher: Agent;
  /** Bearer of the internal API. */
  internalToken: string;
  /** Internal requests must come from this machine. True unless other instances reach this one over a network. */
  isInternalOnLoopback: boolean;
  /** Aborts when the gateway stops. */
  stopping: AbortSignal;
}

/** Where the HTTP server tells an app who is connected. */
export interface GatewayEnv {
  Bindings: { remoteAddress: string };
}

export type GatewayApp = Hono<GatewayEnv>;
