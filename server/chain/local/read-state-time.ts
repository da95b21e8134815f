import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { stateFile } from './keep-state.ts';

const stateSchema = z.object({ block: z.object({ timestamp: z.string().regex(/^0x[0-9a-f]+$/i) }) });

/** Unix seconds of the last block in the saved state; null where there is none. */
export function readStateTime(folder: string): number | null {
  try {
    return Number(stateSchema.parse(JSON.parse(readFileSync(stateFile(folder), 'utf8'))).block.timestamp);
  } catch {
    return null;
  }
}
