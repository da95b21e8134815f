import { expect, it } from 'vitest';
import { openGate } from './open-gate.ts';

it('runs reads side by side, a change alone, and what came later after it', async () => {
  const gate = openGate();
  const steps: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const reads = [first, second].map(({ promise }, index) =>
    gate.read(async () => {
      steps.push(`read ${index} starts`);
      await promise;
      steps.push(`read ${index} ends`);
    }),
  );
  const change = gate.change(() => steps.push('change'));
  const later = gate.read(async () => steps.push('later read'));
  const next = gate.change(() => steps.push('next change'));
  second.resolve();
  await reads[1];
  first.resolve();
  await Promise.all([change, later, next]);
  expect(steps).toEqual([
    'read 0 starts',
    'read 1 starts',
    'read 1 ends',
    'read 0 ends',
    'change',
    'later read',
    'next change',
  ]);
});

it('goes on after work that failed, and is idle when all has ended', async () => {
  const gate = openGate();
  const broken = gate.read(() => Promise.reject(new Error('no')));
  const change = gate.change(() => {
    throw new Error('neither');
  });
  await expect(broken).rejects.toThrow('no');
  await expect(change).rejects.toThrow('neither');
  let isRead = false;
  void gate.read(async () => {
    isRead = true;
  });
  await gate.idle();
  expect(isRead).toBe(true);
});
