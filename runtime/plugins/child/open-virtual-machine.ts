import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSRuntime,
  RELEASE_SYNC,
} from 'quickjs-emscripten';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';

const pageBytes = 65_536;
/** The build asks for this much to begin with: 16 MiB. */
const leastPages = 256;

export interface VirtualMachine {
  runtime: QuickJSRuntime;
  context: QuickJSContext;
  /** What the code holds, or what the machine's memory grew to when that was needed. */
  memoryBytes(): number;
}

/** QuickJS compiled once, to be made anew for each run. */
export function compileQuickJs(): WebAssembly.Module {
  const build = '@jitl/quickjs-wasmfile-release-sync';
  const folder = findPackageJSON(build, findPackageJSON('quickjs-emscripten', import.meta.url) ?? import.meta.url);
  if (!folder) throw new Error(`${build} is not installed; run npm install.`);
  return new WebAssembly.Module(readFileSync(join(dirname(folder), 'dist', 'emscripten-module.wasm')));
}

/**
 * A QuickJS of its own, with memory that cannot grow past `memoryBytes` (at least 16 MiB: below that QuickJS's own count holds, which
 * honest code meets as an error). It is used for one run and dropped whole, whatever state it is in.
 */
export async function openVirtualMachine(
  wasmModule: WebAssembly.Module,
  bounds: { memoryBytes: number; isOver: () => boolean },
): Promise<VirtualMachine> {
  const maximum = Math.max(leastPages, Math.ceil(bounds.memoryBytes / pageBytes));
  const wasmMemory = new WebAssembly.Memory({ initial: leastPages, maximum });
  const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(RELEASE_SYNC, { wasmModule, wasmMemory }));
  const runtime = quickJs.newRuntime();
  runtime.setMemoryLimit(bounds.memoryBytes);
  runtime.setMaxStackSize(pluginLimits.stackBytes);
  runtime.setInterruptHandler(bounds.isOver);
  const context = runtime.newContext();
  return { runtime, context, memoryBytes: () => memoryOf(context, wasmMemory) };
}

function memoryOf(context: QuickJSContext, memory: WebAssembly.Memory): number {
  const size = memory.buffer.byteLength;
  if (size > leastPages * pageBytes) return size;
  const usage = context.runtime.computeMemoryUsage();
  return context.getNumber(context.getProp(usage, 'memory_used_size'));
}
