import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './ensure-chromium.ts';
import { leakedProcesses } from './leaked-processes.ts';
import type { Count, Stage } from './stage.ts';
import { stages } from './stages.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-run-'));
const groups = new Set<number>();
const only = process.argv.find((flag) => flag.startsWith('--only='))?.slice('--only='.length);
const total: Count = { passed: 0, failed: 0 };

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    endAll();
    process.exit(1);
  });
}

for (const stage of stages(folder, { full: process.argv.includes('--full'), only })) {
  const startedMs = performance.now();
  console.log(`\n== ${stage.name}`);
  const code = await run(stage);
  const count = counted(stage, code);
  const leaked = endAll();
  for (const { line } of leaked) console.log(`LEAKED by ${stage.name}: ${line}`);
  total.passed += count.passed;
  total.failed += count.failed + leaked.length;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  console.log(`== ${stage.name}: ${count.passed} passed, ${count.failed + leaked.length} failed, ${seconds} s`);
}

fs.rmSync(folder, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Each stage leads a process group of its own, so that what it leaves behind can be told from anything else. */
function run(stage: Stage): Promise<number> {
  const chromium = stage.name === 'journeys' ? ensureChromium() : null;
  const env = { ...process.env, ...stage.env, ...(chromium ? { CHROMIUM: chromium } : {}) };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, stage.args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
    if (child.pid) groups.add(child.pid);
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** A stage that fails without a failed test (a crash, no report) counts as one failure. */
function counted(stage: Stage, code: number): Count {
  const bare = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!stage.count) return bare;
  try {
    const count = stage.count();
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch (error) {
    console.log(`${stage.name} left no report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
}

function endAll() {
  const leaked = leakedProcesses(groups);
  for (const { pid } of leaked) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
  groups.clear();
  return leaked;
}
