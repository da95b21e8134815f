import type { Policy } from '#runtime/identity/read-policy.ts';
import { readProxyEnvironment } from '#runtime/web/env.ts';
import { openSafeFetch, type SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import type { PluginTools } from './call-plugin-tool.ts';
import { openRemoteParts } from './open-remote-parts.ts';
import { openToolExecutor } from './open-tool-executor.ts';
import type { RemoteParts } from './tool-call.ts';
import type { ToolExecutor } from './tool-executor.ts';

/** The way out of a node, and what calls services over it. */
export interface NodeTools {
  web: SafeWeb;
  services: RemoteParts;
  executor: ToolExecutor;
  close(): Promise<void>;
}

/** Opens the tools of a node under its owner's policy. Throws `invalid_input` for a certificate file that can't be read. */
export function openNodeTools(policy: Policy, plugins: PluginTools | null = null): NodeTools {
  const web = openSafeFetch({ policy, proxy: readProxyEnvironment() });
  const services = openRemoteParts(web);
  return {
    ...{ web, services },
    executor: openToolExecutor({ services, plugins }),
    async close() {
      await services.mcp.close();
      await web.close();
    },
  };
}
