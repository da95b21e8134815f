import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Where a call to the chain gets lost: on its way there, or its answer on the way back. */
type Fault = 'before' | 'after';

export interface RpcProxy extends AsyncDisposable {
  url: string;
  /** While it is, whoever calls is cut off at once. */
  isDown: boolean;
  /** How many calls were cut off so. */
  refused: number;
  /** The next call of a method gets lost, and its caller hears nothing until `cut` ends the connection. Resolves once that has happened. */
  lose(method: string, fault: Fault): Promise<void>;
  /** Ends every connection that waits for a lost answer. */
  cut(): void;
}

/** A way to a chain that can be broken in the middle of a call. */
export async function openRpcProxy(rpcUrl: string): Promise<RpcProxy> {
  const faults = new Map<string, { fault: Fault; reached: () => void }>();
  const waiting = new Set<ServerResponse>();
  const pass = (body: string) =>
    fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { method = '' } = JSON.parse(body) as { method?: string };
    const planned = faults.get(method);
    faults.delete(method);
    if (planned?.fault === 'before') return lost(planned.reached);
    const answered = await pass(body);
    const words = await answered.text();
    if (planned) return lost(planned.reached);
    response.writeHead(answered.status, { 'content-type': 'application/json' }).end(words);

    function lost(reached: () => void): void {
      waiting.add(response);
      reached();
    }
  }

  const server = createServer((request, response) => {
    if (proxy.isDown) {
      proxy.refused += 1;
      return void request.socket.destroy();
    }
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const response of waiting) response.destroy();
    waiting.clear();
  };
  const proxy: RpcProxy = {
    isDown: false,
    refused: 0,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: (method, fault) => new Promise((reached) => faults.set(method, { fault, reached })),
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
