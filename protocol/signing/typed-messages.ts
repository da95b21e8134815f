import type { Address, Hex } from 'viem';
import type { ContractMessageName, ContractMessages, SigningContract } from './contract-messages.ts';

/** EIP-712 domain of everything signed off chain. */
export const offChainDomain = { name: 'GaiaNet', version: '1' } as const;

/**
 * EIP-712 types signed off chain; a digest test pins each. Hashes are SHA-256. `expiresAt` and `issuedAt` are in Unix
 * seconds, `sentAt` in Unix milliseconds, so that two heartbeats never share one.
 */
export const signedTypes = {
  BundleManifest: [{ name: 'manifestHash', type: 'bytes32' }],
  ControlRequest: [
    { name: 'node', type: 'address' },
    { name: 'method', type: 'string' },
    { name: 'path', type: 'string' },
    { name: 'bodyHash', type: 'bytes32' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'expiresAt', type: 'uint64' },
  ],
  LinkChallenge: [
    { name: 'nonce', type: 'bytes32' },
    { name: 'gatewayOrigin', type: 'string' },
    { name: 'expiresAt', type: 'uint64' },
  ],
  Heartbeat: [
    { name: 'node', type: 'address' },
    { name: 'statusHash', type: 'bytes32' },
    { name: 'sentAt', type: 'uint64' },
  ],
  KeyRequest: [
    { name: 'node', type: 'address' },
    { name: 'contentRoot', type: 'bytes32' },
    { name: 'sealTo', type: 'bytes32' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'expiresAt', type: 'uint64' },
  ],
  ComparedAnswer: [
    { name: 'node', type: 'address' },
    { name: 'comparison', type: 'bytes32' },
    { name: 'contentRoot', type: 'bytes32' },
    { name: 'position', type: 'uint16' },
    { name: 'questionHash', type: 'bytes32' },
    { name: 'withHash', type: 'bytes32' },
    { name: 'withoutHash', type: 'bytes32' },
  ],
  ComparisonScore: [
    { name: 'node', type: 'address' },
    { name: 'comparison', type: 'bytes32' },
    { name: 'contentRoot', type: 'bytes32' },
    { name: 'verdictsHash', type: 'bytes32' },
    { name: 'withWins', type: 'uint16' },
    { name: 'withoutWins', type: 'uint16' },
    { name: 'ties', type: 'uint16' },
    { name: 'issuedAt', type: 'uint64' },
  ],
  HostedSearch: [
    { name: 'node', type: 'address' },
    { name: 'gateway', type: 'string' },
    { name: 'deedId', type: 'uint256' },
    { name: 'queryHash', type: 'bytes32' },
    { name: 'passages', type: 'uint16' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'expiresAt', type: 'uint64' },
  ],
  AccountDelegation: [
    { name: 'wallet', type: 'address' },
    { name: 'accountKey', type: 'address' },
    { name: 'issuedAt', type: 'uint64' },
  ],
} as const;

/** The content of each typed message, as TypeScript sees it. */
export interface TypedMessages {
  BundleManifest: { manifestHash: Hex };
  ControlRequest: { node: Address; method: string; path: string; bodyHash: Hex; nonce: Hex; expiresAt: bigint };
  LinkChallenge: { nonce: Hex; gatewayOrigin: string; expiresAt: bigint };
  Heartbeat: { node: Address; statusHash: Hex; sentAt: bigint };
  KeyRequest: { node: Address; contentRoot: Hex; sealTo: Hex; nonce: Hex; expiresAt: bigint };
  /** A node says what it answered to one question with and without a component. */
  ComparedAnswer: {
    node: Address;
    comparison: Hex;
    contentRoot: Hex;
    position: number;
    questionHash: Hex;
    withHash: Hex;
    withoutHash: Hex;
  };
  /** A node says how a person judged the answers that it gave. */
  ComparisonScore: {
    node: Address;
    comparison: Hex;
    contentRoot: Hex;
    verdictsHash: Hex;
    withWins: number;
    withoutWins: number;
    ties: number;
    issuedAt: bigint;
  };
  /** A node asks for passages of knowledge that stays on its creator's node. */
  HostedSearch: {
    node: Address;
    gateway: string;
    deedId: bigint;
    queryHash: Hex;
    passages: number;
    nonce: Hex;
    expiresAt: bigint;
  };
  /** A wallet says that the account's key signs for it: manifests, deliveries, orders to nodes. */
  AccountDelegation: { wallet: Address; accountKey: Address; issuedAt: bigint };
}
export type TypedMessageName = keyof TypedMessages;

/** Whoever holds a key and signs only messages of these types: a node's identity, an account's signing key. */
export interface TypedSigner {
  address: Address;
  signTypedMessage<Name extends TypedMessageName>(name: Name, message: TypedMessages[Name]): Promise<Hex>;
  /** Signs for one contract on one chain; who calls has checked that it is the right one. */
  signContractMessage<Name extends ContractMessageName>(
    contract: SigningContract,
    name: Name,
    message: ContractMessages[Name],
  ): Promise<Hex>;
}

/** Version of the protocol between gateway and node, in the header `x-gaia-protocol`. */
export const protocolVersion = 1;

/** Headers of a signed control request. */
export const controlHeaders = {
  signature: 'x-gaia-signature',
  nonce: 'x-gaia-nonce',
  expiresAt: 'x-gaia-expires-at',
} as const;

/** Headers that only the tunnel's gateway may set; every other edge strips `x-gaia-*`. */
export const trustedHeaders = { caller: 'x-gaia-caller', scope: 'x-gaia-scope', protocol: 'x-gaia-protocol' } as const;

/** Who may do what on a node: `public` chats and lists models; `owner` also reads traces, retrieves and controls. */
export type Scope = 'public' | 'owner';
