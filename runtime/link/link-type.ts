import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { Schedule } from '#protocol/link/schedule.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import type { LinkPin } from './read-link-pin.ts';

/** Bindings that the tunnel gives the node's app: only here are `x-gaia-*` headers to be trusted. */
export interface TunnelEnv {
  viaTunnel: true;
}

export interface LinkOptions {
  home: string;
  identity: TypedSigner;
  /** Address of the gateway, as the owner wrote it (`http://…` or `https://…`). */
  gatewayUrl: string;
  /** Needed once; may stay configured afterwards. */
  joinToken: string | undefined;
  /** The node's app. */
  fetch: (request: Request, env: TunnelEnv) => Promise<Response> | Response;
  /** Content of the heartbeat. */
  nodeStatus: () => NodeStatus | Promise<NodeStatus>;
  clock: () => Date;
  schedule?: Schedule;
  random?: () => number;
  /** Called after each change of state. */
  onChange?: (status: LinkStatus) => void;
}

export interface LinkStatus {
  /** `refused`: the other side said no, and a person has to act; the node still tries again, slowly. */
  state: 'connecting' | 'online' | 'waiting' | 'refused' | 'closed';
  gatewayUrl: string;
  /** Why the link is not up, for a person; `null` while it is. */
  cause: string | null;
  since: Date;
  /** When the next attempt is due; `null` unless one is. */
  retryAt: Date | null;
}

/** The node's line to its gateway: kept up until closed. */
export interface Link {
  status(): LinkStatus;
  /** Who controls this node; `null` before pairing. */
  pin(): LinkPin | null;
  /** Says goodbye, lets requests in flight end for some seconds, then closes. */
  close(): Promise<void>;
}
