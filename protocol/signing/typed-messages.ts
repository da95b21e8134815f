/** EIP-712 domain of everything signed off chain. */
export const offChainDomain = { name: 'GaiaNet', version: '1' } as const;

/** EIP-712 types signed off chain; a digest test pins each. */
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
} as const;

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
