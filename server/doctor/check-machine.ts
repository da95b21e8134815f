import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { type Check, fine, problem } from './check.ts';

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
const leastDiskBytes = 2e9;
const leastMemoryBytes = 5e8;

/** The Node that runs this process. */
export function checkNodeVersion(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > 22 || (major === 22 && minor >= 12);
  if (isEnough) return fine('Node.js', version);
  return problem(
    'Node.js',
    `${version} is too old for the product.`,
    'Start it with npm run up, which brings its own Node.',
  );
}

/** Room on the disk of the data folder. */
export async function checkDisk(home: string): Promise<Check> {
  const { bavail, bsize } = await statfs(home);
  const free = bavail * bsize;
  if (free >= leastDiskBytes) return fine('Disk', `${gigabytes(free)} free at ${home}`);
  return problem(
    'Disk',
    `Only ${gigabytes(free)} are free at ${home}.`,
    'Free some space, or move the data folder with GAIA_HOME.',
  );
}

/** Memory left on the machine. */
export function checkMemory(free: number = freemem(), total: number = totalmem()): Check {
  const detail = `${gigabytes(free)} free of ${gigabytes(total)}`;
  if (free >= leastMemoryBytes) return fine('Memory', detail);
  return problem('Memory', detail, 'Close other programs, or choose a smaller model for your agents.');
}
