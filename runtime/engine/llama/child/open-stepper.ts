import { AppError } from '#protocol/errors.ts';

/** Puts the work of many sequences into common batches. */
export interface Stepper {
  /** Takes part in the next step. `order` is the sequence's number. Throws `client_closed` when the signal comes before it began. */
  decode<T>(order: number, work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** The same for one batch of a prompt that has so many tokens left; each step takes one of those. */
  prefill<T>(tokensLeft: number, work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

interface Part {
  /** Number of the sequence, or tokens left of the prompt less what waiting has earned. */
  order: number;
  run(): Promise<unknown>;
}

/** What a step of waiting counts, in tokens. */
const tokensPerStepWaited = 32;

/**
 * Opens a stepper: in each step every waiting decode runs at the same time, in order of sequences, and with them one batch of
 * the prompt that is nearest to its end: the shortest wait on average, and a long prompt is not kept waiting for ever. Left to themselves, sequences fall out of step and their tokens are computed in batches of one or two; llama.cpp
 * also splits a batch whose sequences are not in order.
 */
export function openStepper(): Stepper {
  const decodes: Part[] = [];
  const prefills: Part[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    while (decodes.length + prefills.length > 0) {
      const parts = [...decodes.splice(0).toSorted((a, b) => a.order - b.order), ...takeNearest(prefills)];
      await Promise.allSettled(parts.map((part) => part.run()));
      await nextCycle();
    }
    isRunning = false;
  }

  function join<T>(line: Part[], part: { order: number; work: () => Promise<T>; signal: AbortSignal }): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const leave = () => {
      line.splice(line.indexOf(entry), 1);
      reject(new AppError('client_closed'));
    };
    const entry: Part = {
      order: part.order,
      run: () => {
        part.signal.removeEventListener('abort', leave);
        const done = part.work();
        done.then(resolve, reject);
        return done;
      },
    };

    if (part.signal.aborted) return Promise.reject(new AppError('client_closed'));
    part.signal.addEventListener('abort', leave, { once: true });
    line.push(entry);
    if (!isRunning) {
      isRunning = true;
      void nextCycle().then(run);
    }
    return promise;
  }

  return {
    decode: (order, work, signal) => join(decodes, { order, work, signal }),
    prefill: (tokensLeft, work, signal) => join(prefills, { order: tokensLeft, work, signal }),
  };
}

/** Takes the prompt batch with the lowest order out and moves the others forward. */
function takeNearest(prefills: Part[]): Part[] {
  prefills.sort((a, b) => a.order - b.order);
  const nearest = prefills.splice(0, 1);
  for (const waiting of prefills) waiting.order -= tokensPerStepWaited;
  return nearest;
}

/** Lets everybody who just got a result ask for the next step. */
function nextCycle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
