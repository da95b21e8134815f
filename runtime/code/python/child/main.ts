import { loadPyodide } from 'pyodide';
import type { FromPython, ToPython } from '#runtime/code/python/python-messages.ts';
import { openLogLines } from '#runtime/plugins/child/open-log-lines.ts';
import { lockDown, prepareForPython } from './lock-down.ts';
import { preparePython } from './prepare-python.ts';

const longestValue = 100_000;
const loadingBytes = 256 * 1_048_576;

const send = process.send?.bind(process);
if (!send) throw new Error('This is the child of a node; it is not started by hand.');
const tell = (message: FromPython) => void send(message, undefined, undefined, () => undefined);

const limit = { memoryBytes: loadingBytes };
const log = openLogLines();
process.on('disconnect', () => process.exit(0));
prepareForPython(limit);
const python = await loadPyodide({
  // Python's `import js`: an empty object instead of the process's globals.
  jsglobals: Object.create(null),
  env: {},
  stdout: log.add,
  stderr: log.add,
  stdin: () => null,
});
const runCode: (code: string) => Promise<string> = python.runPython(preparePython);
lockDown();

process.once('message', (message: ToPython) => void answer(message).then(tell));
tell({ type: 'ready' });

async function answer({ code, memoryBytes }: ToPython): Promise<FromPython> {
  limit.memoryBytes = memoryBytes;
  try {
    const value = await runCode(code);
    return { type: 'value', value: cut(value), log: log.lines() };
  } catch (cause) {
    return { type: 'failure', message: sentenceOf(cause) };
  }
}

function cut(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}

/** The last line of a traceback, with the line of the code where it came from. */
function sentenceOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const last = message.trim().split('\n').at(-1) ?? 'it failed';
  const line = [...message.matchAll(/File "code\.py", line (\d+)/g)].at(-1)?.[1];
  return `${last.slice(0, 1_000)}${line ? ` (line ${line})` : ''}`;
}
