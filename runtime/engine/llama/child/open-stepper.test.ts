import { describe, expect, it } from 'vitest';
import { openStepper } from './open-stepper.ts';

const never = new AbortController().signal;

describe('openStepper', () => {
  it('runs the sequences in step and in order, whatever order they ask in', async () => {
    const stepper = openStepper();
    const seen: string[] = [];
    const stream = async (order: number) => {
      for (let turn = 0; turn < 3; turn += 1) {
        await stepper.decode(order, async () => void seen.push(`${turn}:${order}`), never);
      }
    };
    await Promise.all([stream(2), stream(0), stream(1)]);
    expect(seen).toEqual(['0:0', '0:1', '0:2', '1:0', '1:1', '1:2', '2:0', '2:1', '2:2']);
  });

  it('takes one prompt batch a step, so that decoding goes on beside a long prompt', async () => {
    const stepper = openStepper();
    const seen: string[] = [];
    const prompt = async (name: string) => {
      for (let batch = 0; batch < 2; batch += 1)
        await stepper.prefill(async () => void seen.push(`${name}${batch}`), never);
    };
    const stream = async () => {
      for (let turn = 0; turn < 4; turn += 1) await stepper.decode(0, async () => void seen.push('.'), never);
    };
    await Promise.all([prompt('a'), prompt('b'), stream()]);
    expect(seen.join(' ')).toBe('. a0 . b0 . a1 . b1');
  });

  it('lets a cancelled one leave at once and a failed one fail alone', async () => {
    const stepper = openStepper();
    const gate = Promise.withResolvers<void>();
    const first = stepper.prefill(() => gate.promise, never);
    const abort = new AbortController();
    const second = stepper.prefill(async () => 'second', abort.signal);
    const third = stepper.prefill(async () => {
      throw new Error('broken');
    }, never);
    const fourth = stepper.decode(0, async () => 'fourth', never);
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'client_closed' });
    gate.resolve();
    await first;
    await expect(third).rejects.toThrow('broken');
    expect(await fourth).toBe('fourth');
    await expect(stepper.decode(0, async () => 1, AbortSignal.abort())).rejects.toMatchObject({
      code: 'client_closed',
    });
  });
});
