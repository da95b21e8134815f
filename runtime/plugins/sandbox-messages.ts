import { z } from 'zod';

/** The host's functions that a sandbox may ask for over the line to its parent. */
const hostCallNames = ['fetch', 'searchKnowledge', 'webSearch', 'storeGet', 'storeSet'] as const;
export type HostCallName = (typeof hostCallNames)[number];

/** Why a run ended without a value. */
export const failureReasons = ['error', 'unreadable', 'timeout', 'memory', 'output', 'forbidden'] as const;

/** What the parent sends: a run, or the answer to a call of it (`json` is the value, `error` a sentence). */
export type ToSandbox =
  | {
      type: 'run';
      source: string;
      /** JSON of the function's argument. */
      input: string;
      timeoutMs: number;
      memoryBytes: number;
    }
  | { type: 'answer'; call: number; json: string }
  | { type: 'refusal'; call: number; message: string; isForbidden: boolean };

const end = { log: z.array(z.string()), memoryBytes: z.number() };

/** What a sandbox's process sends. Parsed, because the process runs what strangers wrote. */
export const fromSandboxSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('call'), call: z.int(), name: z.enum(hostCallNames), json: z.string() }),
  z.object({ type: z.literal('value'), json: z.string(), ...end }),
  z.object({ type: z.literal('failure'), reason: z.enum(failureReasons), message: z.string(), ...end }),
]);
export type FromSandbox = z.infer<typeof fromSandboxSchema>;
export type SandboxEnd = Extract<FromSandbox, { type: 'value' | 'failure' }>;
