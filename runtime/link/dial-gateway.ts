import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket } from 'ws';
import { AppError, errorCodes } from '#protocol/errors.ts';
import { linkPath, type MessageFromGateway, messageFromGatewaySchema } from '#protocol/link/link-messages.ts';
import type { Schedule } from '#protocol/link/schedule.ts';
import { tunnelSettings } from '#protocol/link/tunnel-settings.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { protocolVersion, trustedHeaders } from '#protocol/signing/typed-messages.ts';
import { gatewayOrigin } from './gateway-origin.ts';
import { joinGateway } from './join-gateway.ts';
import { offeredToken } from './offered-token.ts';
import type { LinkPin } from './read-link-pin.ts';

export interface DialOptions {
  home: string;
  identity: TypedSigner;
  gatewayUrl: string;
  joinToken: string | undefined;
  pin: LinkPin | null;
  clock: () => Date;
  schedule: Schedule;
}

/** A connection on which both sides have proved who they are; the gateway speaks HTTP/2 next. */
export interface DialledGateway {
  socket: WebSocket;
  stream: Duplex;
  pin: LinkPin;
}

/** What `joinGateway` needs of the connection. */
export interface Conversation {
  say(message: object): void;
  hear(): Promise<MessageFromGateway>;
}

/**
 * Dials the gateway and passes the handshake. Throws `upstream_failed` or `upstream_timeout` when it can't be reached, and
 * another AppError when one side refuses the other.
 */
export async function dialGateway(options: DialOptions, signal: AbortSignal): Promise<DialledGateway> {
  const origin = gatewayOrigin(options.gatewayUrl);
  const join = { ...options, origin, offeredToken: offeredToken({ ...options, origin }) };
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${linkPath}`, {
    headers: { [trustedHeaders.protocol]: String(protocolVersion) },
    perMessageDeflate: false,
    maxPayload: tunnelSettings.webSocketPayloadBytes,
    handshakeTimeout: tunnelSettings.handshakeTimeoutMs,
  });
  const stop = () => socket.terminate();
  signal.addEventListener('abort', stop, { once: true });
  const stopTimer = options.schedule.after(tunnelSettings.handshakeTimeoutMs, stop);
  try {
    await opened(socket);
    const heard = listen(socket);
    const pin = await joinGateway(join, heard);
    heard.end();
    socket.send(JSON.stringify({ type: 'ready' }));
    // In the same turn as `ready`, so that nothing the gateway sends next is lost.
    return { socket, stream: createWebSocketStream(socket), pin };
  } catch (error) {
    socket.terminate();
    throw error;
  } finally {
    stopTimer();
    signal.removeEventListener('abort', stop);
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('error', (cause) => {
      reject(new AppError('upstream_failed', `The gateway can't be reached: ${reasonOf(cause)}.`, { cause }));
    });
    socket.once('unexpected-response', (request, response) => {
      refusalOf(response)
        .then(reject, reject)
        .finally(() => request.destroy());
    });
    socket.once('open', resolve);
  });
}

/** `ECONNREFUSED 127.0.0.1:1` arrives inside an AggregateError when several addresses were tried. */
function reasonOf(error: Error): string {
  if (error.message) return error.message;
  return error instanceof AggregateError ? error.errors.map((each: Error) => each.message).join('; ') : error.name;
}

/** The gateway's own sentence (wrong protocol version), or its status. */
async function refusalOf(response: IncomingMessage): Promise<AppError> {
  const chunks: Buffer[] = [];
  for await (const chunk of response.iterator({ destroyOnReturn: false })) chunks.push(chunk as Buffer);
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string; message: string } };
    return appErrorOf(body.error);
  } catch {
    return new AppError('upstream_failed', `The gateway answered the link with status ${response.statusCode}.`);
  }
}

function appErrorOf(refusal: { code: string; message: string }): AppError {
  const code = errorCodes.find((known) => known === refusal.code) ?? 'forbidden';
  return new AppError(code, refusal.message);
}

/** Reads the gateway's text messages one by one, until `end()`. */
function listen(socket: WebSocket): Conversation & { end(): void } {
  const waiting: MessageFromGateway[] = [];
  let take: ((message: MessageFromGateway) => void) | undefined;
  let fail: ((error: Error) => void) | undefined;
  let failure: Error | undefined;

  const onMessage = (content: Buffer) => {
    try {
      const message = messageFromGatewaySchema.parse(JSON.parse(content.toString()));
      if (take) take(message);
      else waiting.push(message);
    } catch (cause) {
      onFailure(
        new AppError('upstream_failed', 'The gateway sent something this node does not understand.', { cause }),
      );
    }
  };
  const onFailure = (error: Error) => {
    failure ??= error;
    fail?.(error);
  };
  const onClose = () =>
    onFailure(new AppError('upstream_failed', 'The gateway closed the connection before the link was up.'));
  socket.on('message', onMessage);
  socket.on('close', onClose);

  return {
    say: (message) => socket.send(JSON.stringify(message)),
    hear: async () => {
      const message = waiting.shift();
      if (message) return refuseIfRefused(message);
      if (failure) throw failure;
      const next = await new Promise<MessageFromGateway>((resolve, reject) => {
        take = resolve;
        fail = reject;
      });
      take = undefined;
      return refuseIfRefused(next);
    },
    end: () => {
      socket.off('message', onMessage);
      socket.off('close', onClose);
    },
  };
}

function refuseIfRefused(message: MessageFromGateway): MessageFromGateway {
  if (message.type === 'refused') throw appErrorOf(message);
  return message;
}
