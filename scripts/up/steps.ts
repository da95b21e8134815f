const beatMs = 8_000;

export interface Step {
  /** A line below the step's heading. */
  note(line: string): void;
  /** What the step is doing now, with its numbers: repeated while it is silent otherwise. */
  progress(line: string): void;
}

/** Prints named steps with their times; while a step runs, something is said at least every ten seconds. No step starts once the signal has aborted. */
export function openSteps(options: { print: (line: string) => void; signal?: AbortSignal }) {
  const startedMs = performance.now();
  const seconds = (sinceMs: number) => ((performance.now() - sinceMs) / 1_000).toFixed(1);

  return {
    async run<T>(name: string, work: (step: Step) => Promise<T>): Promise<T> {
      options.signal?.throwIfAborted();
      const stepMs = performance.now();
      let latest = '';
      let saidMs = performance.now();
      const say = (line: string) => {
        saidMs = performance.now();
        options.print(line);
      };
      say(`• ${name}`);
      const beat = setInterval(() => {
        if (performance.now() - saidMs >= beatMs - 50) say(`    ${latest || 'still at it'} (${seconds(stepMs)} s)`);
      }, 1_000);
      try {
        const result = await work({
          note: (line) => say(`    ${line}`),
          progress: (line) => {
            latest = line;
          },
        });
        say(`  ✓ ${seconds(stepMs)} s`);
        return result;
      } catch (cause) {
        say(options.signal?.aborted ? `  – left after ${seconds(stepMs)} s` : `  ✗ after ${seconds(stepMs)} s`);
        throw cause;
      } finally {
        clearInterval(beat);
      }
    },
    totalSeconds: () => seconds(startedMs),
  };
}

export type Steps = ReturnType<typeof openSteps>;
