import { describe, expect, it } from 'vitest';
import { openStepper, type Stepper } from './open-stepper.ts';

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

  /** Asks for a prompt's batches of 64 tokens one after the other. */
  async function readPrompt(stepper: Stepper, seen: string[], { name, tokens }: { name: string; tokens: number }) {
    for (let left = tokens; left > 0; left -= 64) await stepper.prefill(left, async () => void seen.push(name), never);
  }

  it('takes one prompt batch a step, so that decoding goes on beside a long prompt', async () => {
    const stepper = openStepper();
    const seen: string[] = [];
    const stream = async () => {
      for (let turn = 0; turn < 4; turn += 1) await stepper.decode(0, async () => void seen.push('.'), never);
    };
    const prompts = ['a', 'b'].map((name) => readPrompt(stepper, seen, { name, tokens: 128 }));
    await Promise.all([...prompts, stream()]);
    expect(seen.join('')).toBe('.a.a.b.b');
  });

  it('reads the prompt that is nearest to its end first', async () => {
    const stepper = openStepper();
    const seen: string[] = [];
    const prompts = [
      { name: 'l', tokens: 640 },
      { name: 's', tokens: 128 },
    ];
    await Promise.all(prompts.map((prompt) => readPrompt(stepper, seen, prompt)));
    expect(seen.join('')).toBe(`ss${'l'.repeat(10)}`);
  });

  it('lets a long prompt go on although short ones keep coming', async () => {
    const stepper = openStepper();
    const seen: string[] = [];
    const shorts = async () => {
      for (let count = 0; count < 40; count += 1) await readPrompt(stepper, seen, { name: 's', tokens: 64 });
    };
    await Promise.all([readPrompt(stepper, seen, { name: 'l', tokens: 640 }), shorts()]);
    expect(seen.indexOf('l')).toBeLessThan(25);
  });

  it('lets a cancelled one leave at once and a failed one fail alone', async () => {
    const stepper = openStepper();
    const gate = Promise.withResolvers<void>();
    const first = stepper.prefill(1, () => gate.promise, never);
    const abort = new AbortController();
    const second = stepper.prefill(1, async () => 'second', abort.signal);
    const third = stepper.prefill(
      1,
      async () => {
        throw new Error('broken');
      },
      never,
    );
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
