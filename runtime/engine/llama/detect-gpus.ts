import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface MachineFacts {
  platform: NodeJS.Platform;
  arch: string;
  /** Where `/proc` and `/sys` are; `/` but in tests. */
  root: string;
}

const vendors: Record<string, string> = { '0x1002': 'AMD', '0x10de': 'NVIDIA', '0x8086': 'Intel' };

/** Names the GPUs that the system shows, whether or not a driver for inference is there. Runs no program. */
export async function detectGpus(
  { platform, arch, root }: MachineFacts = { platform: process.platform, arch: process.arch, root: '/' },
): Promise<string[]> {
  if (platform === 'darwin') return arch === 'arm64' ? ['Apple GPU'] : [];
  if (platform !== 'linux') return [];

  const nvidia = await nvidiaNames(join(root, 'proc/driver/nvidia/gpus'));
  const render = await renderVendors(join(root, 'sys/class/drm'));
  const others = render.filter((vendor) => vendor !== 'NVIDIA' || nvidia.length === 0);
  return [...nvidia, ...others.map((vendor) => `${vendor} GPU`)];
}

async function nvidiaNames(folder: string): Promise<string[]> {
  const names = await Promise.all(
    (await list(folder)).map(async (gpu) => {
      const text = await read(join(folder, gpu, 'information'));
      return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? 'NVIDIA GPU';
    }),
  );
  return names;
}

async function renderVendors(folder: string): Promise<string[]> {
  const nodes = (await list(folder)).filter((name) => name.startsWith('renderD'));
  const ids = await Promise.all(nodes.map((node) => read(join(folder, node, 'device/vendor'))));
  return ids.map((id) => vendors[id.trim()]).filter((vendor) => vendor !== undefined);
}

/** An absent folder means an absent driver. */
async function list(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}

async function read(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => '');
}
