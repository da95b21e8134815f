import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const stateSchema = z.object({ password: z.string(), port: z.int(), pid: z.int().nullable(), folder: z.string() });

/** What a later start needs to join the server: kept beside the database folder, readable by its owner only. */
export type ServerState = z.infer<typeof stateSchema>;

/** The state left by an earlier start, or null. */
export function readServerState(file: string): ServerState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Replaces the state file in one step. */
export function writeServerState(file: string, state: ServerState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
