import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten';
import { SandboxFailure } from './sandbox-failure.ts';

/** Of a thrown error's message and stack. */
const longestText = 2_000;
/** What is said of every run that didn't end in time. */
export const tooLate = 'it took longer than it may';

/** What sandboxed code threw, with the line of the plugin where it did. Only texts are read: nothing of the code's own runs for it but getters, under the deadline. */
export function readThrown(context: QuickJSContext, thrown: QuickJSHandle): SandboxFailure {
  // Where not even an error fits into memory, QuickJS throws null.
  if (context.sameValue(thrown, context.null))
    return new SandboxFailure('memory', 'it ran out of memory, or threw null');
  if (context.typeof(thrown) !== 'object') {
    return new SandboxFailure('error', `it threw ${textOf(context, thrown)} (throw an Error to say what is wrong)`);
  }
  const name = property(context, thrown, 'name') || 'Error';
  const message = property(context, thrown, 'message');
  if (name === 'InternalError' && message === 'interrupted') return new SandboxFailure('timeout', tooLate);
  if (name === 'InternalError' && message === 'out of memory')
    return new SandboxFailure('memory', 'it ran out of memory');
  const isForbidden = property(context, thrown, 'code') === 'forbidden';
  const line = /plugin\.ts:(\d+)/.exec(property(context, thrown, 'stack'))?.[1];
  const said = `${name}: ${withRemedy(message)}${line ? ` (line ${line})` : ''}`;
  return new SandboxFailure(isForbidden ? 'forbidden' : 'error', said);
}

function withRemedy(message: string): string {
  const module = /^could not load module '(.*)'$/s.exec(message)?.[1];
  if (module === undefined) return message;
  return `"${module}" can't be imported; a plugin is one module, and what it may use is in "gaia"`;
}

function property(context: QuickJSContext, handle: QuickJSHandle, name: string): string {
  const value = context.getProp(handle, name);
  return context.typeof(value) === 'string' ? textOf(context, value) : '';
}

function textOf(context: QuickJSContext, handle: QuickJSHandle): string {
  const kind = context.typeof(handle);
  if (kind === 'symbol' || kind === 'function' || kind === 'object') return `a ${kind}`;
  const text = context.getString(handle);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
