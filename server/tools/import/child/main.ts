import { text } from 'node:stream/consumers';
import { parse } from 'yaml';

/** YAML names that stand for earlier parts; a bomb multiplies them. */
const maxAliasCount = 200;

process.stdout.write(JSON.stringify(read(await text(process.stdin))));

function read(yaml: string): { json: string } | { problem: string } {
  try {
    return { json: JSON.stringify(parse(yaml, { maxAliasCount, logLevel: 'error', schema: 'core' }) ?? null) };
  } catch (cause) {
    if (cause instanceof RangeError) return { problem: 'it is nested too deeply' };
    if (cause instanceof TypeError && /circular/i.test(cause.message)) return { problem: 'a part contains itself' };
    const message = cause instanceof Error ? cause.message : String(cause);
    return { problem: (message.split('\n')[0] ?? '').slice(0, 300) };
  }
}
