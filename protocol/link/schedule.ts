/** Timers as a dependency, so that tests move time by hand. Each call returns a function that cancels. */
export interface Schedule {
  after(delayMs: number, task: () => void): () => void;
  every(intervalMs: number, task: () => void): () => void;
}

/** The machine's own timers. */
export const systemSchedule: Schedule = {
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  every: (intervalMs, task) => {
    const timer = setInterval(task, intervalMs);
    return () => clearInterval(timer);
  },
};
