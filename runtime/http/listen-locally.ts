import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { AppError } from '#protocol/errors.ts';
import type { NodeApp } from './node-parts.ts';

export interface LocalServer {
  /** `http://<host>:<port>` with the port that was taken. */
  url: string;
  close(): Promise<void>;
}

/** Serves the app on the node's own port. Throws `conflict` naming a port that is in use. */
export async function listenLocally(app: NodeApp, place: { host: string; port: number }): Promise<LocalServer> {
  const answer = getRequestListener((request) => app.fetch(request, {}));
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isBusy = cause.code === 'EADDRINUSE';
      const sentence = `Port ${place.port} is in use by another program; choose another with --port or GAIA_NODE_PORT.`;
      reject(isBusy ? new AppError('conflict', sentence, { cause }) : cause);
    });
    server.listen(place.port, place.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : place.port;
  return {
    url: `http://${place.host}:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
