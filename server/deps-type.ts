import type { Logger } from 'pino';
import type { LocalAccount, PublicClient } from 'viem';
import type { ChainFacts } from '#protocol/chain/chain-facts.ts';
import type { PrismaClient } from '#server/generated/client.ts';

/** What operations get: everything with a lifetime or a side effect, put together once per process by `server/deps.ts`. */
export interface Deps {
  db: PrismaClient;
  blobs: BlobStore;
  nodes: NodeClient;
  secrets: SecretBox;
  /** Null where the installation uses no chain: nothing can be minted or bought there. */
  chain: ChainReader | null;
  ipfs: IpfsAccess;
  clock: () => Date;
  log: Logger;
  origins: Origins;
}

/** The chain, for reading. What is written goes through a wallet, or through `server/chain/send-once.ts`. */
export interface ChainReader {
  facts: ChainFacts;
  client: PublicClient;
  /** Blocks on top of an event before the index believes it. */
  confirmations: number;
  /** Pays for what the server itself sends; null where no key was given. */
  relay: LocalAccount | null;
}

/** What this installation uses of IPFS; both are null by default. */
interface IpfsAccess {
  /** Pins what is on sale, and fetches what was bought elsewhere. */
  node: IpfsNode | null;
  /** Origin of a gateway from which nodes may fetch pinned bundles too. */
  gateway: string | null;
}

/** A node with Kubo's HTTP API. */
export interface IpfsNode {
  /** Adds and pins bytes, and returns their content identifier as the node computed it. Throws `upstream_failed`. */
  pin(content: AsyncIterable<Uint8Array>, name: string): Promise<string>;
  /** Content by its identifier, as the node sends it; who reads verifies it. Throws `upstream_failed`. */
  read(cid: string): AsyncIterable<Uint8Array>;
}

interface Origins {
  /** Public origin of the studio, for links and the origin check. */
  studio: string;
  /** Public origin of the gateway: bundle downloads and `/n/<address>/v1`. */
  gateway: string;
}

/** Content-addressed bytes: a folder under the data directory, or an S3-compatible store. */
export interface BlobStore {
  /** Streams bytes in, returning their sha256; nothing is kept when the source fails or passes `maxBytes` (throws `too_large`). */
  put(source: AsyncIterable<Uint8Array>, options: { maxBytes: number }): Promise<{ sha256: string; sizeBytes: number }>;
  /** Reads a range; throws `not_found`. */
  read(sha256: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** A local path, for parsers that need a file. */
  path(sha256: string): Promise<string>;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** Address from which whoever holds it can download for so long, by range too; null where only this process reads the bytes. */
  address(sha256: string, options: { seconds: number }): Promise<string | null>;
}

/** Sends requests to nodes through the gateway's internal API. */
export interface NodeClient {
  /** Any HTTP request to the node's app, streamed. Throws `node_offline` with the cause when the link is down. */
  request(nodeAddress: string, request: NodeRequest): Promise<Response>;
}

interface NodeRequest {
  method: string;
  /** Path with query, as the node sees it. */
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  signal?: AbortSignal;
}

/** AES-256-GCM envelopes under the installation's secret key. */
export interface SecretBox {
  seal(plain: Uint8Array): SecretEnvelope;
  open(envelope: SecretEnvelope): Uint8Array;
  /** HMAC-SHA-256 under a key derived for `purpose`, hexadecimal. */
  mac(purpose: string, message: string): string;
}

export interface SecretEnvelope {
  keyId: string;
  iv: string;
  tag: string;
  data: string;
}
