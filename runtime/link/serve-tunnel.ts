import http2, { type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2';
import { getRequestListener } from '@hono/node-server';
import { heartbeatsPath } from '#protocol/link/link-messages.ts';
import type { Schedule } from '#protocol/link/schedule.ts';
import { tunnelSettings } from '#protocol/link/tunnel-settings.ts';
import { watchPulse } from '#protocol/link/watch-pulse.ts';
import type { DialledGateway } from './dial-gateway.ts';
import type { LinkOptions } from './link-type.ts';
import { streamHeartbeats } from './stream-heartbeats.ts';

/** The node's HTTP/2 server on one connection. */
export interface Tunnel {
  /** Resolves with the cause, in words, when the connection is over. */
  ended: Promise<string>;
  close(): Promise<void>;
}

export type TunnelOptions = Pick<LinkOptions, 'fetch' | 'identity' | 'nodeStatus' | 'clock'> & { schedule: Schedule };

/** Headers of HTTP/1 that HTTP/2 forbids; Hono's event streams set one of them. */
const connectionHeaders = ['transfer-encoding', 'connection', 'keep-alive'];

/** Answers the gateway's requests with the node's app, until either side ends it or two pings stay without an answer. */
export function serveTunnel({ socket, stream }: DialledGateway, options: TunnelOptions): Tunnel {
  const goodbye = new AbortController();
  const server = http2.createServer({
    maxSessionMemory: tunnelSettings.sessionMemoryMegabytes,
    settings: {
      initialWindowSize: tunnelSettings.streamWindowBytes,
      maxConcurrentStreams: tunnelSettings.maxConcurrentStreams,
    },
  });
  let session: ServerHttp2Session | undefined;
  let cause = 'The connection to the gateway broke.';

  const pulse = watchPulse({
    schedule: options.schedule,
    ping: () => socket.ping(),
    onDead: () => {
      cause = 'The gateway stopped answering pings.';
      socket.terminate();
    },
  });
  socket.on('pong', pulse.seen);
  server.on('session', (opened) => {
    session = opened;
    opened.setLocalWindowSize(tunnelSettings.sessionWindowBytes);
    opened.on('goaway', (_code, _lastStream, reason) => {
      cause = reason && reason.length > 0 ? Buffer.from(reason).toString() : 'The gateway said goodbye.';
    });
    opened.on('error', () => socket.terminate());
  });
  server.on('request', answer({ ...options, goodbye: goodbye.signal }));
  stream.on('error', () => socket.terminate());
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => {
      pulse.stop();
      goodbye.abort();
      session?.destroy();
      server.close();
      resolve(cause);
    });
  });
  server.emit('connection', stream);

  return { ended, close: () => sayGoodbye({ socket, session, goodbye, ended, schedule: options.schedule }) };
}

function answer(options: TunnelOptions & { goodbye: AbortSignal }) {
  const listen = getRequestListener(async (request) =>
    withoutConnectionHeaders(await options.fetch(request, { viaTunnel: true })),
  );
  return (request: Http2ServerRequest, response: Http2ServerResponse) => {
    if (request.url === heartbeatsPath) streamHeartbeats(response, options);
    else void listen(request, response);
  };
}

function withoutConnectionHeaders(response: Response): Response {
  if (!connectionHeaders.some((name) => response.headers.has(name))) return response;
  const headers = new Headers(response.headers);
  for (const name of connectionHeaders) headers.delete(name);
  return new Response(response.body, { status: response.status, headers });
}

interface Goodbye {
  socket: DialledGateway['socket'];
  session: ServerHttp2Session | undefined;
  goodbye: AbortController;
  ended: Promise<string>;
  schedule: Schedule;
}

/** GOAWAY first, so that nothing new comes; then requests in flight may end; then the socket closes. */
async function sayGoodbye({ socket, session, goodbye, ended, schedule }: Goodbye): Promise<void> {
  const stopTimer = schedule.after(tunnelSettings.goodbyeTimeoutMs, () => socket.terminate());
  goodbye.abort();
  if (session && !session.destroyed) {
    session.goaway(http2.constants.NGHTTP2_NO_ERROR, 0, Buffer.from('The node stopped.'));
    session.close(() => socket.close());
  } else {
    socket.close();
  }
  await ended;
  stopTimer();
}
