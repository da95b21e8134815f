import { z } from 'zod';

/** What the parent sends, once: the code. */
export interface ToPython {
  code: string;
  /** WebAssembly memory beyond which Python meets a MemoryError. */
  memoryBytes: number;
}

/** What the process sends: that Python is loaded, then how the code went. */
export const fromPythonSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('value'), value: z.string(), log: z.array(z.string()) }),
  z.object({ type: z.literal('failure'), message: z.string() }),
]);
export type FromPython = z.infer<typeof fromPythonSchema>;
