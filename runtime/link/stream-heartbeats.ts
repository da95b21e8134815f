import type { Http2ServerResponse } from 'node:http2';
import { limits } from '#protocol/limits.ts';
import type { Schedule } from '#protocol/link/schedule.ts';
import { signHeartbeat } from '#protocol/signing/sign-heartbeat.ts';
import type { LinkOptions } from './link-type.ts';

export type HeartbeatOptions = Pick<LinkOptions, 'identity' | 'nodeStatus' | 'clock'> & {
  schedule: Schedule;
  goodbye: AbortSignal;
};

/** Writes a signed heartbeat at once and every 10 s, one JSON line each, until the gateway stops reading or the node says goodbye. */
export function streamHeartbeats(response: Http2ServerResponse, options: HeartbeatOptions): void {
  const { identity, nodeStatus, clock, schedule, goodbye } = options;
  const beat = async () => {
    const heartbeat = await signHeartbeat(identity, { status: await nodeStatus(), now: clock() });
    if (!response.writableEnded) response.write(`${JSON.stringify(heartbeat)}\n`);
  };
  const send = () => {
    // A status that can't be read must not look like life: the gateway sees the stream break, and says so.
    beat().catch(() => response.stream.destroy());
  };
  const stopTimer = schedule.every(limits.heartbeatSeconds * 1000, send);
  const end = () => {
    stopTimer();
    response.end();
  };
  goodbye.addEventListener('abort', end, { once: true });
  response.on('close', () => {
    stopTimer();
    goodbye.removeEventListener('abort', end);
  });
  response.writeHead(200, { 'content-type': 'application/jsonl' });
  send();
}
