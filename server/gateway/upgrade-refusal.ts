import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '#protocol/errors.ts';
import { linkPath } from '#protocol/link/link-messages.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import { protocolVersion, trustedHeaders } from '#protocol/signing/typed-messages.ts';

/** Why a WebSocket may not be opened; `null` when it may. */
export function upgradeRefusal(request: IncomingMessage): AppError | null {
  const path = request.url?.split('?')[0];
  if (path !== linkPath) return new AppError('not_found', `Nodes open their link at ${linkPath}, not at ${path}.`);

  const version = request.headers[trustedHeaders.protocol];
  if (version === String(protocolVersion)) return null;
  return new AppError(
    'conflict',
    `This gateway speaks version ${protocolVersion} of the link protocol, the node ${version ? `version ${version}` : 'none'}; update the older of the two.`,
  );
}

/** Answers an upgrade with an error in the shape of any other. */
export function refuseUpgrade(socket: Duplex, refusal: AppError): void {
  const { status, error } = openAiError(refusal);
  const body = JSON.stringify({ error });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.on('error', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
