/** Lets reads run side by side and each change alone. */
export interface Gate {
  read<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs when the reads under way have ended; later reads wait for it. */
  change<Result>(work: () => Result): Promise<Result>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** Opens a gate. A change that waits goes before reads that come after it, and these before the next change: neither side starves. */
export function openGate(): Gate {
  const reads = new Set<Promise<void>>();
  let lastChange: Promise<void> = Promise.resolve();

  return {
    async read(work) {
      const before = lastChange;
      const result = before.then(work);
      const ended: Promise<void> = settled(result).finally(() => reads.delete(ended));
      reads.add(ended);
      return result;
    },
    change(work) {
      const before = [lastChange, ...reads];
      const result = Promise.all(before).then(work);
      lastChange = settled(result);
      return result;
    },
    async idle() {
      while (reads.size > 0) await Promise.all([lastChange, ...reads]);
      await lastChange;
    },
  };
}

function settled(work: Promise<unknown>): Promise<void> {
  return work.then(forget, forget);
}

function forget(): void {}
