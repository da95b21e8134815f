import { recoverAddress } from 'viem';
import { expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { contractMessageDigest } from './contract-message-digest.ts';
import { isSignedBy } from './is-signed-by.ts';
import { openTypedSigner } from './open-typed-signer.ts';
import { signBundleManifest } from './sign-bundle-manifest.ts';
import { signControlRequest } from './sign-control-request.ts';
import { signLinkChallenge } from './sign-link-challenge.ts';
import { typedMessageDigest } from './typed-message-digest.ts';
import { verifyBundleManifest } from './verify-bundle-manifest.ts';
import { verifyControlSignature } from './verify-control-signature.ts';
import { verifyLinkChallenge } from './verify-link-challenge.ts';

const now = new Date('2026-01-01T00:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const one = `0x${'11'.repeat(32)}` as const;
const node = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf';
const signer = openTypedSigner(`0x${'42'.repeat(32)}`);
const stranger = openTypedSigner(`0x${'43'.repeat(32)}`);

test('the digest of each typed message is pinned: changing a type breaks what was signed before', () => {
  expect({
    BundleManifest: typedMessageDigest('BundleManifest', { manifestHash: one }),
    ControlRequest: typedMessageDigest('ControlRequest', {
      node,
      method: 'POST',
      path: '/control/deployments',
      bodyHash: one,
      nonce: one,
      expiresAt: 1_767_225_600n,
    }),
    LinkChallenge: typedMessageDigest('LinkChallenge', {
      nonce: one,
      gatewayOrigin: 'https://gateway.example',
      expiresAt: 1_767_225_600n,
    }),
    Heartbeat: typedMessageDigest('Heartbeat', { node, statusHash: one, sentAt: 1_767_225_600_000n }),
    KeyRequest: typedMessageDigest('KeyRequest', {
      node,
      contentRoot: one,
      sealTo: one,
      nonce: one,
      expiresAt: 1_767_225_600n,
    }),
    ComparedAnswer: typedMessageDigest('ComparedAnswer', {
      ...{ node, comparison: one, contentRoot: one, position: 3 },
      ...{ questionHash: one, withHash: one, withoutHash: one },
    }),
    ComparisonScore: typedMessageDigest('ComparisonScore', {
      ...{ node, comparison: one, contentRoot: one, verdictsHash: one },
      ...{ withWins: 7, withoutWins: 1, ties: 2, issuedAt: 1_767_225_600n },
    }),
    HostedSearch: typedMessageDigest('HostedSearch', {
      ...{ node, gateway: 'https://gateway.example', deedId: 12n, queryHash: one, passages: 3 },
      ...{ nonce: one, expiresAt: 1_767_225_600n },
    }),
    AccountDelegation: typedMessageDigest('AccountDelegation', {
      wallet: node,
      accountKey: '0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF',
      issuedAt: 1_767_225_600n,
    }),
    NodeLink: contractMessageDigest({ chainId: 42_069_420, verifyingContract: node }, 'NodeLink', {
      node,
      owner: node,
      payout: '0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF',
      nonce: 0n,
      deadline: 1_767_225_600n,
    }),
  }).toMatchInlineSnapshot(`
    {
      "AccountDelegation": "0x18af3b5f77371e6746fe4c334a7776dd4692220195ca9f02e132f7689243125a",
      "BundleManifest": "0x5a48639ab7fa58e063e0fa9372ce92620062247a0110dd721a9d727477864e30",
      "ComparedAnswer": "0x229a9c2ade98b1da0c3bdc3dec546355e3caa68a62997eaacd5961bf57d223bf",
      "ComparisonScore": "0x7c8776d9c60c2a7d2fca22737635e8488dd413ef9ad51af1a78b1de3319d97df",
      "ControlRequest": "0x7e1b615b82a3b1872ad87e69dbee7520c33de351e3c9fadbc0ff9da0c5748dd5",
      "Heartbeat": "0x152e83f1c244f91ddbafa0f99923f7ca27edd53c5374b89a0dfb2b60b9b6af2c",
      "HostedSearch": "0x211d7025659fdb48f9c67af9d5b564d46fd89d188f61c437f24227f1fe72a169",
      "KeyRequest": "0x454216a389d5fb48b0877f5c8d92546ed1c6517bac698a951cdb4618049b8ff9",
      "LinkChallenge": "0x8f07fa6553e38766b570b2227897a97cc256cc1cc6ed7fb8378c3446c768a36f",
      "NodeLink": "0x24a1885b8d1c0c167636480d1f713eb3a3cd4d6adf662d8e5997934d2bafa127",
    }
  `);
});

test('a signature is valid for its signer and its very content only', async () => {
  const message = { manifestHash: one };
  const signature = await signer.signTypedMessage('BundleManifest', message);

  expect(await isSignedBy(signer.address, { name: 'BundleManifest', message, signature })).toBe(true);
  expect(await isSignedBy(stranger.address, { name: 'BundleManifest', message, signature })).toBe(false);
  const other = { manifestHash: `0x${'12'.repeat(32)}` as const };
  expect(await isSignedBy(signer.address, { name: 'BundleManifest', message: other, signature })).toBe(false);
  expect(await isSignedBy(signer.address, { name: 'BundleManifest', message, signature: '0x00' })).toBe(false);
});

test('a manifest verifies until it is changed, and not at all without a signature', async () => {
  const manifest = { name: 'Handbook', creator: signer.address };
  const signature = await signBundleManifest(signer, manifest);

  await verifyBundleManifest({ ...manifest, signature });
  await expect(verifyBundleManifest({ ...manifest, name: 'Other', signature } as never)).rejects.toThrow(/was changed/);
  await expect(verifyBundleManifest({ ...manifest, creator: stranger.address, signature })).rejects.toThrow(AppError);
  await expect(verifyBundleManifest(manifest)).rejects.toThrow(/not signed/);
});

async function control(
  change: { method?: string; path?: string; body?: string; now?: Date; controller?: string } = {},
) {
  const request = { node, method: 'PUT', path: '/control/collections/a/points?x=1', body: '{"a":1}', now } as const;
  const headers = new Headers(await signControlRequest(signer, request));
  const asked = { ...request, controller: signer.address, ...change } as typeof request & { controller: typeof node };
  return verifyControlSignature({ ...asked, body: new TextEncoder().encode(asked.body), headers });
}

test('a control request is bound to its method, path, body, node and controller', async () => {
  await expect(control()).resolves.toMatchObject({ expiresAt: new Date((seconds + 120) * 1000) });
  await expect(control({ method: 'DELETE' })).rejects.toThrow(/not that of this node's controller/);
  await expect(control({ path: '/control/collections/a/points?x=2' })).rejects.toThrow(AppError);
  await expect(control({ body: '{"a":2}' })).rejects.toThrow(AppError);
  await expect(control({ controller: stranger.address })).rejects.toMatchObject({ code: 'forbidden' });
});

test('a control request is good up to a minute past its expiry and refused when it is later, or too far ahead', async () => {
  const after = (s: number) => control({ now: new Date(now.getTime() + s * 1000) });

  await after(120 + 60);
  await expect(after(120 + 61)).rejects.toThrow(/expired 61 s ago/);
  await after(-(300 + 60 - 120));
  await expect(after(-(300 + 61 - 120))).rejects.toThrow(/361 s ahead/);
});

test('headers that are missing or malformed are refused as not signed', async () => {
  const good = await signControlRequest(signer, { node, method: 'GET', path: '/control/status', now });
  for (const name of Object.keys(good)) {
    const headers = new Headers(good);
    headers.set(name, 'nonsense');
    const request = { node, controller: signer.address, method: 'GET', path: '/control/status', now } as const;
    const verified = verifyControlSignature({ ...request, body: new Uint8Array(), headers });
    await expect(verified).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});

test('a node signs a challenge of its own gateway only, in time, and the gateway checks who signed', async () => {
  const challenge = { nonce: one, gatewayOrigin: 'https://gateway.example', expiresAt: seconds + 60 };
  const context = { gatewayOrigin: 'https://gateway.example', now };
  const signature = await signLinkChallenge(signer, challenge, context);

  await verifyLinkChallenge({ node: signer.address, challenge, signature, now });
  await expect(verifyLinkChallenge({ node: stranger.address, challenge, signature, now })).rejects.toThrow(
    /not signed/,
  );
  const late = new Date(now.getTime() + 121_000);
  await expect(verifyLinkChallenge({ node: signer.address, challenge, signature, now: late })).rejects.toThrow(
    /expired/,
  );
  const foreign = { ...context, gatewayOrigin: 'https://other.example' };
  await expect(signLinkChallenge(signer, challenge, foreign)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(signLinkChallenge(signer, challenge, { ...context, now: late })).rejects.toMatchObject({ code: 'gone' });
  const long = { ...challenge, expiresAt: seconds + 3_600 };
  await expect(signLinkChallenge(signer, long, context)).rejects.toMatchObject({ code: 'gone' });
});

test('a signature for a contract is worth nothing for another one, or on another chain', async () => {
  const registry = { chainId: 42_069_420, verifyingContract: node } as const;
  const message = { node, owner: node, payout: node, nonce: 0n, deadline: 1n } as const;
  const signature = await signer.signContractMessage(registry, 'NodeLink', message);
  const signedFor = (contract: typeof registry) =>
    recoverAddress({ hash: contractMessageDigest(contract, 'NodeLink', message), signature });
  expect(await signedFor(registry)).toBe(signer.address);
  expect(await signedFor({ ...registry, chainId: 1 } as never)).not.toBe(signer.address);
  expect(await signedFor({ ...registry, verifyingContract: stranger.address } as never)).not.toBe(signer.address);
});
