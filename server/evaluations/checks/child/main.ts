import { json } from 'node:stream/consumers';
import type { ChildCheck } from '#server/evaluations/checks/check-in-child.ts';
import { followsSchema } from './follows-schema.ts';

const { check, answer } = (await json(process.stdin)) as ChildCheck;
const result = check.kind === 'regex' ? matches(check, answer) : followsSchema(check.schema, answer);
process.stdout.write(JSON.stringify(result));

function matches({ pattern, flags }: { pattern: string; flags: string }, text: string) {
  try {
    const found = new RegExp(pattern, flags).exec(text)?.[0];
    const detail = found === undefined ? 'The pattern is not found.' : `The pattern finds "${found.slice(0, 100)}".`;
    return { hasPassed: found !== undefined, detail };
  } catch (cause) {
    return { hasPassed: false, detail: cause instanceof Error ? cause.message : String(cause) };
  }
}
