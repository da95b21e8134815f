import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where anvil writes its state each second, cutting the file off first. */
export const stateFile = (folder: string) => path.join(folder, 'state.json');
/** The last state that was whole. */
const keptFile = (folder: string) => path.join(folder, 'state.kept.json');

/** Before a start: a state that a kill cut off in the middle gives way to the last whole one, or to none. */
export function restoreState(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(stateFile(folder)) || readWhole(stateFile(folder))) return;
  renameSync(stateFile(folder), `${stateFile(folder)}.broken`);
  const kept = readWhole(keptFile(folder));
  if (kept) replace(stateFile(folder), kept);
}

/** Copies the state aside if it is whole and has changed since the copy `last`; returns the newest copy. */
export function keepState(folder: string, last: Buffer | null): Buffer | null {
  const state = readWhole(stateFile(folder), last);
  if (!state || last?.equals(state)) return last;
  replace(keptFile(folder), state);
  return state;
}

/** The content if it is JSON from end to end; `known` content is not looked at again. */
function readWhole(file: string, known: Buffer | null = null): Buffer | null {
  try {
    const content = readFileSync(file);
    if (!known?.equals(content)) JSON.parse(content.toString());
    return content;
  } catch {
    return null;
  }
}

function replace(file: string, content: Buffer): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
