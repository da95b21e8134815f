import { expect, test } from 'vitest';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import { openTypedSigner } from './open-typed-signer.ts';
import { signHeartbeat } from './sign-heartbeat.ts';
import { verifyHeartbeat } from './verify-heartbeat.ts';

const now = new Date('2026-01-01T00:00:00Z');
const signer = openTypedSigner(`0x${'42'.repeat(32)}`);
const status = exampleNodeStatus(signer.address);

test('a heartbeat is the own, unchanged, newer than the last and within a minute of our clock', async () => {
  const heartbeat = await signHeartbeat(signer, { status, now });
  const context = { node: signer.address, now, previousSentAt: 0 };

  await verifyHeartbeat(context, heartbeat);
  const changed = { ...heartbeat, status: { ...status, localUrl: 'http://127.0.0.1:1' } };
  await expect(verifyHeartbeat(context, changed)).rejects.toThrow(/not signed by this node/);
  const other = openTypedSigner(`0x${'43'.repeat(32)}`).address;
  await expect(verifyHeartbeat({ ...context, node: other }, heartbeat)).rejects.toThrow(/not signed by this node/);
  await expect(verifyHeartbeat({ ...context, previousSentAt: now.getTime() }, heartbeat)).rejects.toThrow(/not newer/);
  const late = { ...context, now: new Date(now.getTime() + 61_000) };
  await expect(verifyHeartbeat(late, heartbeat)).rejects.toThrow(/clock is 61 s off/);
});
