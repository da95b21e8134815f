import { readFile } from 'node:fs/promises';

const lookEveryMs = 100;

/**
 * Calls `onExceeded` once when the process holds more than `maxBytes` of memory. Returns how to stop watching. Only Linux tells this
 * cheaply; elsewhere the limits inside the process hold alone.
 */
export function watchMemory(pid: number | undefined, maxBytes: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux' || pid === undefined) return () => undefined;
  const timer = setInterval(() => void look(), lookEveryMs);
  async function look(): Promise<void> {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
    if (kibibytes * 1_024 <= maxBytes) return;
    clearInterval(timer);
    onExceeded();
  }
  return () => clearInterval(timer);
}
