import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket } from 'ws';
import { AppError } from '#protocol/errors.ts';
import { type MessageFromGateway, type MessageFromNode, messageFromNodeSchema } from '#protocol/link/link-messages.ts';

/** The handshake's text messages, one by one. */
export interface Conversation {
  say(message: MessageFromGateway): void;
  /** The next message, which must be of this type. Throws `forbidden` when it is another, or the node refused or left. */
  hear<Type extends MessageFromNode['type']>(type: Type): Promise<Extract<MessageFromNode, { type: Type }>>;
  /** Resolves at `ready` with the stream on which the node speaks HTTP/2 from then on. */
  ready(): Promise<Duplex>;
}

/** Opens the handshake on a fresh WebSocket; the node must have said `hello` within the first message. */
export function openConversation(socket: WebSocket): Conversation {
  const messages: MessageFromNode[] = [];
  let stream: Duplex | undefined;
  let failure: AppError | undefined;
  let wake: (() => void) | undefined;

  const fail = (message: string, cause?: unknown) => {
    failure ??= new AppError('forbidden', message, { cause });
    wake?.();
  };
  const onMessage = (content: Buffer) => {
    try {
      const message = messageFromNodeSchema.parse(JSON.parse(content.toString()));
      if (message.type === 'ready') {
        socket.off('message', onMessage);
        // In the same turn: the next bytes may be HTTP/2 already.
        stream = createWebSocketStream(socket);
      }
      messages.push(message);
      wake?.();
    } catch (cause) {
      fail('The node sent something that is no part of the handshake.', cause);
    }
  };
  socket.on('message', onMessage);
  socket.once('close', () => fail('The node closed the connection during the handshake.'));
  socket.on('error', () => socket.terminate());

  const next = async (): Promise<MessageFromNode> => {
    for (;;) {
      const message = messages.shift();
      if (message) return message;
      if (failure) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const hear: Conversation['hear'] = async (type) => {
    const message = await next();
    if (message.type === type) return message as Extract<MessageFromNode, { type: typeof type }>;
    if (message.type === 'refused') throw new AppError('forbidden', `The node refused: ${message.message}`);
    throw new AppError('forbidden', `The node said "${message.type}" where "${type}" was due.`);
  };
  return {
    say: (message) => socket.send(JSON.stringify(message)),
    hear,
    ready: async () => {
      await hear('ready');
      if (!stream) throw new AppError('internal');
      return stream;
    },
  };
}
