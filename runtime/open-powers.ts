import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { NodeSettings } from './env.ts';
import type { HostedSearcher } from './hosted/hosted-searcher.ts';
import { openHostedSearcher } from './hosted/open-hosted-searcher.ts';
import type { SealingKey } from './identity/open-sealing-key.ts';
import type { Policy } from './identity/read-policy.ts';
import type { VectorStore } from './knowledge/vector-store.ts';
import { readLinkPin } from './link/read-link-pin.ts';
import { type NodePlugins, openNodePlugins } from './plugins/open-node-plugins.ts';
import { openPromptMeans } from './prompts/open-prompt-means.ts';
import type { PromptMeans } from './prompts/prompt-means.ts';
import { openRemoteParts } from './tools/open-remote-parts.ts';
import { openToolExecutor } from './tools/open-tool-executor.ts';
import { openGrantBook } from './tools/sign-in/open-grant-book.ts';
import type { RemoteParts } from './tools/tool-call.ts';
import type { ToolExecutor } from './tools/tool-executor.ts';
import { readProxyEnvironment } from './web/env.ts';
import { openSafeFetch } from './web/open-safe-fetch.ts';

export interface PowersMeans {
  settings: NodeSettings;
  engine: Engine;
  store: VectorStore;
  policy: Policy;
  sealing: SealingKey;
  identity: TypedSigner;
  clock: () => Date;
}

/** What the agents of a node reach beyond their models: services, plugins, code, and what prompts look up. */
export interface Powers {
  tools: ToolExecutor;
  services: RemoteParts;
  plugins: NodePlugins;
  prompts: PromptMeans;
  hosted: HostedSearcher;
  close(): Promise<void>;
}

/** Opens the powers of a node under its owner's policy, all over one way out to the web. Throws `invalid_input` for a certificate file that can't be read. */
export function openPowers({ settings, engine, store, policy, sealing, identity, clock }: PowersMeans): Powers {
  const web = openSafeFetch({ policy, proxy: readProxyEnvironment() });
  const book = openGrantBook({ home: settings.GAIA_NODE_HOME, sealing });
  const services = openRemoteParts({ web, book, clock });
  const means = openPromptMeans(settings, clock);
  const plugins = openNodePlugins({
    ...{ home: settings.GAIA_NODE_HOME, engine, store, web: web.fetch },
    webSearch: means.searchWeb,
    allowsPython: policy.python,
  });
  const gatewayOrigin = () => readLinkPin(settings.GAIA_NODE_HOME)?.gatewayOrigin ?? null;
  const { runner, hostOf, choosePromptByPlugin, runPromptFunction } = plugins;
  return {
    tools: openToolExecutor({ services, plugins: { runner, hostOf }, further: [plugins.code] }),
    services,
    plugins,
    hosted: openHostedSearcher({ identity, gatewayOrigin, webFetch: web.fetch, clock }),
    prompts: { ...means, fetch: web.fetch, choosePromptByPlugin, runPromptFunction },
    async close() {
      await plugins.close();
      await services.mcp.close();
      await web.close();
    },
  };
}
