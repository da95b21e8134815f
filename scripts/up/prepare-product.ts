import path from 'node:path';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { openDeps } from '#server/deps.ts';
import { readServerConfig } from '#server/env.ts';
import { seedSample } from '#server/seed/seed-sample.ts';
import { askAgent } from './ask-agent.ts';
import type { Ports } from './options.ts';
import { type PairingInput, pairNode } from './pair-node.ts';
import type { RunFile } from './run-file.ts';
import type { Steps } from './steps.ts';

export interface ProductInput {
  home: string;
  ports: Ports;
  steps: Steps;
  signal: AbortSignal;
  chatModelId: string;
  startNode: PairingInput['startNode'];
}

/** With everything running: the local owner, a paired node, and the sample agent that answers from the handbook. */
export async function prepareProduct(input: ProductInput): Promise<Omit<RunFile, 'ready' | 'pid' | 'chain'>> {
  const { steps, ports, home, signal } = input;
  const environment = {
    ...process.env,
    GAIA_HOME: home,
    GAIA_STUDIO_PORT: String(ports.studio),
    GAIA_GATEWAY_PORT: String(ports.gateway),
    GAIA_LOG_LEVEL: 'error',
  };
  const deps = openDeps('up', readServerConfig(environment));
  try {
    const owner = await ensureLocalOwner(deps);
    const node = await steps.run('Node', (step) => pairNode(deps, { ...input, ownerId: owner.id, step }));
    const agent = await steps.run('Sample agent on the handbook', (step) =>
      seedSample(deps, {
        ownerId: owner.id,
        nodeId: node.id,
        chatModelId: input.chatModelId,
        folder: path.resolve('docs/handbook'),
        say: (line) => step.progress(line),
        note: (line) => step.note(line),
        signal,
      }),
    );
    const url = `http://127.0.0.1:${ports.node}`;
    await steps.run('Question to the sample agent', async (step) =>
      step.note(await askAgent({ url, ...agent, signal })),
    );
    const { url: signIn } = await createSignInLink(deps, { accountId: owner.id });
    return {
      studio: deps.origins.studio,
      signIn,
      gateway: deps.origins.gateway,
      node: url,
      nodeAddress: node.address,
      ports,
      agent: agent.slug,
    };
  } finally {
    await deps.close();
  }
}
