import { z } from 'zod';
import { nodeStatusSchema } from '#protocol/control/control-api.ts';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const signature = z.string().regex(/^0x[0-9a-fA-F]{130}$/);

/** Life of a challenge; a node refuses to sign one that lives longer. */
export const maxChallengeLifeSeconds = 60;

const linkChallengeSchema = z.object({
  nonce: z.string().regex(/^0x[0-9a-f]{64}$/),
  gatewayOrigin: z.string(),
  /** Unix seconds. */
  expiresAt: z.int(),
});
export type LinkChallenge = z.infer<typeof linkChallengeSchema>;

/** What the node pins for good when it is paired: it takes orders from this controller through this gateway only. */
export const linkFactsSchema = z.object({
  controller: address,
  gatewayOrigin: z.string(),
  /** Chain id and registry addresses; the node signs for nothing else. `null` where the installation has no chain. */
  chain: z.record(z.string(), z.string()).nullable(),
});
export type LinkFacts = z.infer<typeof linkFactsSchema>;

/**
 * Text messages on the WebSocket before it becomes an HTTP/2 connection, in this order:
 * node `hello`, gateway `challenge`, node `answer`, gateway `welcome`, node `ready`; `refused` ends it at any point.
 */
export const messageFromNodeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    address,
    joinToken: z.string().max(200).nullable(),
    /** True when the node has pinned this gateway: a join token that does not work then matters to nobody. */
    isPaired: z.boolean(),
  }),
  z.object({ type: z.literal('answer'), signature }),
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refused'), code: z.string(), message: z.string().max(1_000) }),
]);
export type MessageFromNode = z.infer<typeof messageFromNodeSchema>;

export const messageFromGatewaySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('challenge'), challenge: linkChallengeSchema }),
  z.object({ type: z.literal('welcome'), facts: linkFactsSchema, isPairing: z.boolean() }),
  z.object({ type: z.literal('refused'), code: z.string(), message: z.string().max(1_000) }),
]);
export type MessageFromGateway = z.infer<typeof messageFromGatewaySchema>;

/** A line of `GET /link/heartbeats`, which the gateway reads for as long as the link is up. */
export const signedHeartbeatSchema = z.object({
  status: nodeStatusSchema,
  /** Unix milliseconds. */
  sentAt: z.int(),
  signature,
});
export type SignedHeartbeat = z.infer<typeof signedHeartbeatSchema>;

/** Path on the gateway at which nodes open their WebSocket. */
export const linkPath = '/link';
/** Path on the node's side of the tunnel that streams signed heartbeats as JSON lines; nothing else can reach it. */
export const heartbeatsPath = '/link/heartbeats';
