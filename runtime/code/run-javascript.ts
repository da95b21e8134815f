import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginHost, PluginRunner } from '#runtime/plugins/plugin-runner.ts';

/** The value of the last expression, also of code that is written as the inside of a function, with `return` or `await`. */
const source = `
const show = (value) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return String(value);
  return JSON.stringify(value) ?? String(value);
};
const insideOfFunction = (code) => Object.getPrototypeOf(async () => {}).constructor(code)();
export default async function run({ code }) {
  let value;
  try {
    value = (0, eval)(code);
  } catch (error) {
    if (!(error instanceof SyntaxError) || !/\\b(return|await)\\b/.test(code)) throw error;
    value = insideOfFunction(code);
  }
  return show(await value);
}`;

const sandboxed = pluginDefinitionSchema.parse({
  name: 'run_javascript',
  kind: 'tool',
  description: '',
  capabilities: {},
  source,
  timeoutMs: 3_000,
  memoryMegabytes: 32,
});

const refuse = (): never => {
  throw new Error('Code that a model wrote has no capability.');
};
const nothing: PluginHost = {
  fetch: refuse,
  searchKnowledge: refuse,
  webSearch: refuse,
  storeGet: refuse,
  storeSet: refuse,
};

/** Runs JavaScript that a model wrote in the plugins' sandbox, without any capability. Throws what the runner throws. */
export async function runJavaScript(
  runner: PluginRunner,
  input: { code: string; signal: AbortSignal },
): Promise<{ value: string; log: string[] }> {
  const { code, signal } = input;
  const { value, log } = await runner.run({ plugin: sandboxed, input: { code }, host: nothing, signal });
  return { value: String(value), log };
}
