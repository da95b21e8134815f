import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPythonRunner, type PythonRunner } from './open-python-runner.ts';

let runner: PythonRunner;
beforeAll(() => {
  runner = openPythonRunner({ timeoutMs: 20_000 });
});
afterAll(async () => await runner.close());
const run = (code: string, signal = new AbortController().signal) => runner.run({ code, signal });

/** Each must fail, one after the other in one process. */
const attempts: Record<string, string> = {
  'a socket': 'import socket; socket.create_connection(("127.0.0.1", 9), timeout=1)',
  'a datagram': 'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))',
  'a request by urllib': 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:9/").read()',
  'a request by http.client': 'import http.client; http.client.HTTPConnection("127.0.0.1", 9).request("GET", "/")',
  'a request by pyodide.http': 'from pyodide.http import open_url; open_url("http://127.0.0.1:9/")',
  'a request by pyfetch': 'from pyodide.http import pyfetch; await pyfetch("http://127.0.0.1:9/")',
  'an installation by micropip': 'import micropip; await micropip.install("six")',
  'an installation by pyodide_js': 'import pyodide_js; await pyodide_js.loadPackage("numpy")',
  'fetch of JavaScript': 'from js import fetch; await fetch("http://127.0.0.1:9/")',
  'process of JavaScript': 'from js import process; process.pid',
  'globalThis of JavaScript': 'import js; js.globalThis.process.pid',
  'JavaScript as text': 'from pyodide.code import run_js; run_js("process.pid")',
  'a walk to the Function constructor':
    'from pyodide.ffi import to_js; to_js([]).constructor.constructor("return process")()',
  'a walk by an async function':
    'import js; from pyodide.ffi import to_js; to_js([]).constructor.fromAsync.constructor("return process")()',
  'a program by os.system': 'import os; os.system("id")',
  'a program by subprocess': 'import subprocess; subprocess.run(["id"])',
  'a fork': 'import os; os.fork()',
  'a thread': 'import threading; t = threading.Thread(target=print); t.start()',
  "a file of the host's": 'open("/etc/passwd").read()',
  "a folder of the host's": 'import os; os.listdir("/usr")',
  "the host's environment": 'open("/proc/self/environ").read()',
  'a mount of the host': 'import pyodide_js; pyodide_js.mountNodeFS("/mnt", "/")',
  'another memory error': 'bytearray(600_000_000)',
  'recursion without end': 'f = lambda: f() + 1; f()',
};

test('Python computes and prints; no network, no program, no file of the host, no way into JavaScript', async () => {
  const code = `
import json, math, os, statistics
from pyodide.code import eval_code_async
print("mean", statistics.mean([1, 2, 6]))
print(",".join(sorted(os.environ)))
for name, attempt in json.loads(${JSON.stringify(JSON.stringify(attempts))}).items():
    try:
        print("reached", name, await eval_code_async(attempt, {}))
    except BaseException as error:
        print("refused", name)
[math.isqrt(50), True, None, "a", 2 ** 70]`;
  const { value, log } = await run(code);
  const [mean, environment, ...attempted] = log;
  expect(value).toBe("[7, True, None, 'a', 1180591620717411303424]");
  expect(mean).toBe('mean 3');
  expect(environment).not.toMatch(/GAIA|TOKEN|KEY|NODE/);
  expect(attempted).toEqual(Object.keys(attempts).map((name) => `refused ${name}`));
});

test('what gets past Python itself ends Python, and only that', async () => {
  const code = 'import ctypes\nctypes.CDLL(None).emscripten_run_script(b"process.exit(7)")';
  await expect(run(code)).rejects.toMatchObject({ code: 'upstream_failed' });
});

test('an endless loop is stopped, and a caller who leaves ends the run', async () => {
  const quick = openPythonRunner({ timeoutMs: 300 });
  const leaving = new AbortController();
  const stopped = quick.run({ code: 'while True: pass', signal: new AbortController().signal });
  const left = quick.run({ code: '1', signal: leaving.signal });
  leaving.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'upstream_timeout' });
  await expect(left).rejects.toMatchObject({ code: 'client_closed' });
  await quick.close();
});

test('a process that holds too much memory is killed', async () => {
  if (process.platform !== 'linux') return;
  const small = openPythonRunner({ residentBytes: 60 * 1_048_576 });
  const run = small.run({ code: '1', signal: new AbortController().signal });
  await expect(run).rejects.toMatchObject({ code: 'insufficient_resources' });
  await small.close();
});
