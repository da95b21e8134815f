import http2, { type ClientHttp2Session } from 'node:http2';
import type { Duplex } from 'node:stream';
import type { Address } from 'viem';
import type { WebSocket } from 'ws';
import type { Schedule } from '#protocol/link/schedule.ts';
import { tunnelSettings } from '#protocol/link/tunnel-settings.ts';
import { watchPulse } from '#protocol/link/watch-pulse.ts';

/** A node that has proved its address, and the tunnel to it. */
export interface NodeLink {
  address: Address;
  nodeId: string;
  linkedAt: Date;
  session: ClientHttp2Session;
  /** False from the moment that either side says goodbye. */
  isOpen(): boolean;
  /** Aborts at the same moment, for what would otherwise keep the connection busy for ever. */
  leaving: AbortSignal;
  /** Resolves with the cause, in words, when the connection is over. */
  ended: Promise<string>;
  /** Ends the connection now. */
  end(reason: string): void;
  /** Says goodbye, lets requests in flight end for some seconds, then closes. */
  close(reason: string): Promise<void>;
}

export interface NodeLinkOptions {
  address: Address;
  nodeId: string;
  linkedAt: Date;
  socket: WebSocket;
  /** Made of the socket in the same turn in which the node said `ready`. */
  stream: Duplex;
  schedule: Schedule;
}

/** Makes the gateway the HTTP/2 client of a node; a node that leaves two pings unanswered is cut off. */
export function openNodeLink(options: NodeLinkOptions): NodeLink {
  const { address, nodeId, linkedAt, socket, stream, schedule } = options;
  const session = http2.connect('http://node', {
    createConnection: () => stream,
    maxSessionMemory: tunnelSettings.sessionMemoryMegabytes,
    settings: { initialWindowSize: tunnelSettings.streamWindowBytes, enablePush: false },
  });
  const leaving = new AbortController();
  let cause: string | undefined;

  const end = (reason: string) => {
    leaving.abort();
    cause ??= reason;
    socket.terminate();
  };
  const pulse = watchPulse({
    schedule,
    ping: () => socket.ping(),
    onDead: () => end('The node stopped answering pings: its network or machine is down.'),
  });
  socket.on('pong', pulse.seen);
  socket.on('error', () => end('The connection to the node broke.'));
  stream.on('error', () => end('The connection to the node broke.'));
  session.on('error', () => end('The connection to the node broke.'));
  session.on('connect', () => session.setLocalWindowSize(tunnelSettings.sessionWindowBytes));
  session.on('goaway', (_code, _lastStream, reason) => {
    leaving.abort();
    cause ??= goodbyeReason(reason);
  });
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => {
      leaving.abort();
      pulse.stop();
      resolve(cause ?? 'The connection to the node broke.');
      // With an error, so that requests in flight see that their answers are cut short.
      session.destroy(new Error('The link ended.'), http2.constants.NGHTTP2_CANCEL);
    });
  });

  const close = async (reason: string) => {
    leaving.abort();
    cause ??= reason;
    const stopTimer = schedule.after(tunnelSettings.goodbyeTimeoutMs, () => socket.terminate());
    if (session.destroyed) socket.terminate();
    else sayGoodbye(session, { reason, socket });
    await ended;
    stopTimer();
  };
  return {
    address,
    nodeId,
    linkedAt,
    session,
    isOpen: () => !leaving.signal.aborted,
    leaving: leaving.signal,
    ended,
    end,
    close,
  };
}

/** The reason travels in the GOAWAY frame: the socket itself closes as soon as the session has. */
function sayGoodbye(session: ClientHttp2Session, { reason, socket }: { reason: string; socket: WebSocket }): void {
  session.goaway(http2.constants.NGHTTP2_NO_ERROR, 0, Buffer.from(reason));
  session.close(() => socket.close());
}

function goodbyeReason(reason: Uint8Array | undefined): string | undefined {
  return reason && reason.length > 0 ? Buffer.from(reason).toString().slice(0, 200) : undefined;
}
