import { statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, freemem, platform, totalmem } from 'node:os';
import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { Engine } from '#runtime/engine/engine.ts';

/** What the node runs on, and one sentence where a GPU lies idle. */
export async function readHardware(parts: { home: string; engine: Engine }): Promise<NodeStatus['hardware']> {
  const { device, gpusSeen } = parts.engine.status();
  return {
    platform: `${platform()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    diskFreeBytes: await freeDiskBytes(parts.home),
    device,
    gpusSeen,
    gpuWarning: gpuWarning({ device, gpusSeen }),
  };
}

/** Bytes a process without extra rights may still write below a folder. */
export async function freeDiskBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function gpuWarning({ device, gpusSeen }: { device: string; gpusSeen: string[] }): string | null {
  if (gpusSeen.length === 0 || device !== 'cpu') return null;
  return `A GPU is here (${gpusSeen.join(', ')}) but not used; see "GPU" in the guide docs/guides/run-a-node.md.`;
}
