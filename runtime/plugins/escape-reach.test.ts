import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPluginBench, type PluginBench } from './testing/open-plugin-bench.ts';

let bench: PluginBench;
beforeAll(() => {
  bench = openPluginBench();
});
afterAll(async () => await bench.close());

const body = (code: string) => `export default async (input) => { ${code} }`;
/** What of a function's realm is the sandbox's own: no process, no require, only its two globals. */
const realm = `(root) => [typeof root.process, typeof root.require, typeof root.gaia, typeof root.Buffer].join()`;
const inside = 'undefined,undefined,object,undefined';

const harmless: [name: string, code: string, value: unknown][] = [
  ['no process', 'return typeof process', 'undefined'],
  ['no require and no module', 'return typeof require + typeof module + typeof exports', 'undefinedundefinedundefined'],
  [
    'no network of its own',
    'return typeof fetch + typeof WebSocket + typeof XMLHttpRequest',
    'undefinedundefinedundefined',
  ],
  ['no timers', 'return typeof setTimeout + typeof setInterval + typeof setImmediate', 'undefinedundefinedundefined'],
  ['no threads and no atomics', 'return typeof Worker + typeof Atomics', 'undefinedundefined'],
  ['no WebAssembly', 'return typeof WebAssembly', 'undefined'],
  [
    'no global object of a browser or Node',
    'return typeof window + typeof self + typeof global',
    'undefinedundefinedundefined',
  ],
  ['no way to load scripts', 'return typeof importScripts + typeof std + typeof os', 'undefinedundefinedundefined'],
  ['constructor of a function', `return (${realm})(gaia.log.constructor('return globalThis')())`, inside],
  [
    'constructor of an async function',
    `return (${realm})(await gaia.fetch.constructor('return globalThis')())`,
    inside,
  ],
  ['constructor of a host function', `return (${realm})(gaia.date.constructor('return this')())`, inside],
  [
    'constructor of a host promise',
    `return (${realm})(gaia.webSearch('x').catch(() => 0).constructor.constructor('return this')())`,
    inside,
  ],
  ['constructor of the input', `return (${realm})(input.a.constructor.constructor('return this')())`, inside],
  [
    'constructor of an error of the host',
    `try { await gaia.fetch('https://a.example') } catch (e) { return (${realm})(e.constructor.constructor('return this')()) }`,
    inside,
  ],
  [
    'constructor of a generator',
    `return (${realm})((function* () {}).constructor('yield this')().next().value ?? globalThis)`,
    inside,
  ],
  ['indirect eval', `return (${realm})((0, eval)('this'))`, inside],
  ['sloppy this', `return (${realm})(new Function('return this')())`, inside],
  [
    'an error of the host shows no path and no stack of Node',
    `try { await gaia.fetch('https://a.example') } catch (e) { return /node:|\\.mjs|runtime\\//.test(e.stack + e.message) }`,
    false,
  ],
  ['gaia can not be replaced', `try { globalThis.gaia = 1 } catch {} return typeof gaia`, 'object'],
  [
    'gaia can not be changed',
    `try { gaia.fetch = () => 1 } catch {} try { gaia.store.get = () => 1 } catch {} return [gaia.fetch, gaia.store.get].map((f) => f.constructor.name).join()`,
    'AsyncFunction,AsyncFunction',
  ],
  ['a polluted prototype stays inside', `Object.prototype.polluted = 'yes'; return {}`, {}],
  [
    'a key called __proto__ is a key',
    `return JSON.parse('{"__proto__": {"isAdmin": true}}')`,
    JSON.parse('{"__proto__": {"isAdmin": true}}'),
  ],
  [
    'a changed JSON does not change what is handed over',
    `JSON.stringify = () => '"forged"'; JSON.parse = () => 'forged'; return input.a`,
    'b',
  ],
  ['a changed Promise does not reach the host', `Promise.prototype.then = function () { return this }; return 1`, 1],
  ['a getter on the result is only a value', `return { get a() { return typeof process } }`, { a: 'undefined' }],
  ['toJSON is only a value', `return { toJSON() { return typeof require } }`, 'undefined'],
  [
    'a proxy as result is only a value',
    `return new Proxy({ a: 1 }, { get: (t, k) => (k === 'a' ? 2 : t[k]) })`,
    { a: 2 },
  ],
  [
    'the log is text, whatever it is given',
    `gaia.log({ toString() { throw 1 }, toJSON() { throw 2 } }.x, Symbol('s'), 1n, () => 1); return 'ok'`,
    'ok',
  ],
  ['a debugger statement does nothing', 'debugger; return 1', 1],
];

test.each(harmless)('%s', { timeout: 20_000 }, async (_name, code, value) => {
  const outcome = await bench.run(body(code), { input: { a: 'b' } });
  expect(outcome.value).toEqual(value);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
