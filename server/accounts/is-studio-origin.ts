const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an origin is the studio's own; `localhost` and `127.0.0.1` on the studio's port are the same studio. */
export function isStudioOrigin(studio: string, origin: string): boolean {
  if (origin === studio) return true;
  if (!URL.canParse(origin)) return false;
  const [from, own] = [new URL(origin), new URL(studio)];
  if (from.protocol !== own.protocol || from.port !== own.port) return false;
  return loopback.has(from.hostname) && loopback.has(own.hostname);
}
