/** A part of the test run: a program, and how to count what it says. */
export interface Stage {
  name: string;
  args: string[];
  env?: Record<string, string>;
  /** Reads the counts from what the stage left; without it the whole stage is one test. */
  count?: () => Count;
}

export interface Count {
  passed: number;
  failed: number;
}
