import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { detectGpus } from './detect-gpus.ts';

async function machine(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'gpus-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

it('names NVIDIA cards by model and others by vendor, each once', async () => {
  const root = await machine({
    'proc/driver/nvidia/gpus/0000:01:00.0/information': 'Model: \t\t NVIDIA GeForce RTX 4090\nIRQ: 1\n',
    'sys/class/drm/renderD128/device/vendor': '0x10de\n',
    'sys/class/drm/renderD129/device/vendor': '0x1002\n',
    'sys/class/drm/card0/device/vendor': '0x1002\n',
  });
  expect(await detectGpus({ platform: 'linux', arch: 'x64', root })).toEqual(['NVIDIA GeForce RTX 4090', 'AMD GPU']);
});

it('sees none where the system shows none', async () => {
  const root = await machine({ 'sys/class/drm/renderD128/device/vendor': '0x1af4\n' });
  expect(await detectGpus({ platform: 'linux', arch: 'x64', root })).toEqual([]);
});
