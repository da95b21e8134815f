/**
 * Runs inside the sandbox before a plugin does, and makes `gaia` of the three functions that the host gives it. What it needs of the
 * language it takes before the plugin can change it. Evaluates to a function that returns what runs the plugin's default export.
 */
export const prelude = `(call, log, date) => {
  'use strict';
  const { parse, stringify } = JSON;
  const { freeze, defineProperty } = Object;
  const fail = (message) => { throw new TypeError(message); };
  const text = (value, what) => (typeof value === 'string' ? value : fail(what + ' must be a text'));
  const ask = async (name, args) => parse(await call(name, stringify(args)));
  const line = (part) => {
    if (typeof part === 'string') return part;
    if (part instanceof Error) return String(part);
    try { return stringify(part) ?? String(part); } catch { return String(part); }
  };
  const print = (...parts) => log(parts.map(line).join(' '));
  const gaia = freeze({
    async fetch(url, request = {}) {
      const { method = 'GET', headers = {}, body = null } = request;
      const answer = await ask('fetch', { url: String(url), method, headers, body });
      return { ...answer, json: () => parse(answer.text) };
    },
    searchKnowledge: async (query) => ask('searchKnowledge', text(query, 'The query')),
    webSearch: async (query) => ask('webSearch', text(query, 'The query')),
    store: freeze({
      get: async (key) => parse((await ask('storeGet', text(key, 'The key'))) ?? 'null'),
      set: async (key, value) => {
        const kept = stringify(value);
        if (kept === undefined) fail('The value is not JSON');
        await ask('storeSet', { key: text(key, 'The key'), value: kept });
      },
    }),
    log: print,
    date: (timeZone = 'UTC') => parse(date(text(timeZone, 'The time zone'))),
  });
  const fixed = (name, value) =>
    defineProperty(globalThis, name, { value, writable: false, configurable: false, enumerable: true });
  fixed('gaia', gaia);
  fixed('console', freeze({ log: print, info: print, warn: print, error: print, debug: print }));
  return async (main, input) => {
    if (typeof main !== 'function') fail('The plugin has no default export that is a function: write "export default function (input) { … }"');
    return stringify(await main(parse(input))) ?? 'null';
  };
}`;
