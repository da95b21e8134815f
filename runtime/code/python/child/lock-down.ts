import dgram from 'node:dgram';
import dns from 'node:dns';
import { constants as fileConstants } from 'node:fs';
import { registerHooks } from 'node:module';
import net from 'node:net';
import { constants as systemConstants } from 'node:os';

const pageBytes = 65_536;

/**
 * Before Python loads: `process.binding` gives the two tables of numbers that it needs and nothing else (Node's permissions refuse it
 * altogether), and memory stops growing at the size that `limit` says, which Python meets as a MemoryError.
 */
export function prepareForPython(limit: { memoryBytes: number }): void {
  const numbers = { os: systemConstants, fs: fileConstants };
  Reflect.set(process, 'binding', (name: string) =>
    name === 'constants' ? numbers : refuse(`process.binding("${name}")`),
  );
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    if (this.buffer.byteLength + pages * pageBytes > limit.memoryBytes) throw new RangeError('no more memory');
    return Reflect.apply(grow, this, [pages]);
  };
}

/**
 * After Python has loaded, before any code of others runs: no module is loaded any more, not even one of Node; sockets and names of
 * hosts are refused; and whatever reaches the process or the network from JavaScript is gone. Python's bridge to JavaScript can
 * be walked to the host's own objects, so nothing that could do harm may be left among them.
 */
export function lockDown(): void {
  registerHooks({ resolve: (specifier) => refuse(`module ${specifier}`) });
  net.Socket.prototype.connect = () => refuse('the network');
  net.Server.prototype.listen = () => refuse('the network');
  dgram.Socket.prototype.bind = () => refuse('the network');
  dgram.Socket.prototype.send = () => refuse('the network');
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse'])
    Reflect.set(dns, name, () => refuse(name));
  for (const name of powers) Reflect.deleteProperty(globalThis, name);
  for (const name of processPowers) Reflect.set(process, name, () => refuse(`process.${name}`));
}

const powers = [
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'BroadcastChannel',
  'Worker',
  'navigator',
  'eval',
];
const processPowers = [
  'kill',
  'dlopen',
  'getBuiltinModule',
  '_linkedBinding',
  '_kill',
  '_debugProcess',
  'chdir',
  'abort',
];

function refuse(what: string): never {
  throw new Error(`${what} is not available here`);
}
