import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { Agent } from 'undici';
import { WebSocketServer } from 'ws';
import { AppError } from '#protocol/errors.ts';
import { systemSchedule } from '#protocol/link/schedule.ts';
import { tunnelSettings } from '#protocol/link/tunnel-settings.ts';
import { newId } from '#protocol/new-id.ts';
import { internalToken } from '#server/nodes/internal-token.ts';
import { createGatewayApp } from './create-gateway-app.ts';
import type { GatewayContext, GatewayDeps, GatewayOptions } from './gateway-type.ts';
import { isLoopback } from './is-loopback.ts';
import { acceptLink } from './links/accept-link.ts';
import { openLinkRegistry } from './links/open-link-registry.ts';
import { instanceBeatMs, registerInstance } from './register-instance.ts';
import { refuseUpgrade, upgradeRefusal } from './upgrade-refusal.ts';

/** A running gateway. */
export interface Gateway {
  instanceId: string;
  /** `http://<host>:<port>` with the port that was taken. */
  url: string;
  /** Says goodbye to nodes, other instances and callers, and resolves when nothing is left running. */
  close(): Promise<void>;
}

/**
 * Starts a gateway: one HTTP server for nodes' links, their public API, bundles and the internal API. Where no public origin
 * is configured (empty), it becomes the address that was taken. Rejects with `conflict` when the port is taken.
 */
export async function openGateway(deps: GatewayDeps, options: GatewayOptions): Promise<Gateway> {
  const stopping = new AbortController();
  const server = createServer();
  const url = await listen(server, options);
  const instanceUrl = options.instanceUrl ?? url;
  deps.origins.gateway ||= url;
  const context: GatewayContext = {
    deps,
    instanceId: newId(deps.clock().getTime()),
    links: openLinkRegistry(),
    schedule: options.schedule ?? systemSchedule,
    dispatcher: new Agent({ headersTimeout: 0, bodyTimeout: 0 }),
    internalToken: internalToken(deps.secrets),
    isInternalOnLoopback: isLoopbackUrl(instanceUrl),
    stopping: stopping.signal,
  };
  const endLinks = serveLinks(context, server);
  const app = createGatewayApp(context);
  const answer = getRequestListener((request, { incoming }) =>
    app.fetch(request, { remoteAddress: incoming.socket.remoteAddress ?? '' }),
  );
  server.on('request', (request, response) => void answer(request, response));
  const leaveInstances = await joinInstances(context, instanceUrl);
  deps.log.info({ url, instanceId: context.instanceId }, 'gateway.started');

  const close = async () => {
    stopping.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    await endLinks();
    server.closeAllConnections();
    await Promise.all([closed, leaveInstances(), context.dispatcher.destroy()]);
    deps.log.info({ instanceId: context.instanceId }, 'gateway.stopped');
  };
  return { instanceId: context.instanceId, url, close };
}

function listen(server: Server, { host, port }: GatewayOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new AppError('conflict', `The gateway can't listen on ${host}:${port}: ${cause.message}.`, { cause })),
    );
    server.listen(port, host, () => {
      const taken = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken.port}`);
    });
  });
}

function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

/** Takes nodes' WebSockets; returns what ends them all, in good order. */
function serveLinks(context: GatewayContext, server: Server): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: tunnelSettings.webSocketPayloadBytes,
  });
  const running = new Set<Promise<void>>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = context.stopping.aborted ? new AppError('node_offline') : upgradeRefusal(request);
    if (refusal) {
      refuseUpgrade(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const link = acceptLink(context, webSocket).finally(() => running.delete(link));
      running.add(link);
    });
  });
  return async () => {
    await Promise.all(context.links.list().map((link) => link.close('The gateway is stopping.')));
    for (const webSocket of sockets.clients) webSocket.terminate();
    await Promise.all(running);
  };
}

/** Registers this instance and keeps it registered; returns what takes it off the list. */
async function joinInstances(context: GatewayContext, url: string): Promise<() => Promise<void>> {
  const { db, log } = context.deps;
  await registerInstance(context, { url });
  let beat: Promise<void> = Promise.resolve();
  const stop = context.schedule.every(instanceBeatMs, () => {
    beat = registerInstance(context, { url }).catch((error: unknown) => log.error({ err: error }, 'instance.failed'));
  });
  return async () => {
    stop();
    await beat;
    await db.gatewayInstance.deleteMany({ where: { id: context.instanceId } });
  };
}
