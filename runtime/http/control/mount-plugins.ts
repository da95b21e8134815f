import { type ControlPluginOutcome, controlPluginRunSchema } from '#protocol/control/plugin-run.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { NodePlugins } from '#runtime/plugins/open-node-plugins.ts';
import { openPluginHost } from '#runtime/plugins/open-plugin-host.ts';
import { PluginFailure } from '#runtime/plugins/plugin-failure.ts';
import { parseBody } from './parse-body.ts';

/** Not a slug that an agent can have: what a trial keeps, no agent sees. */
const trialAgent = '_trial';

/** `POST /control/plugins/run`: a plugin under work, run once in the sandbox. Its failure is an answer too. */
export function mountPlugins(app: NodeApp, { plugins }: { plugins: Pick<NodePlugins, 'runner' | 'means'> }): void {
  app.post('/control/plugins/run', async (c) => {
    const { definition: plugin, input, passages } = await parseBody(c, controlPluginRunSchema);
    const { signal } = c.req.raw;
    const run = { agent: trialAgent, plugin, searchKnowledge: async () => passages, signal };
    const host = openPluginHost(plugins.means, run);
    try {
      const { value, ...cost } = await plugins.runner.run({ plugin, input, host, signal });
      return c.json({
        value: value as ControlPluginOutcome['value'],
        error: null,
        ...cost,
      } satisfies ControlPluginOutcome);
    } catch (cause) {
      if (!(cause instanceof PluginFailure)) throw cause;
      const error = { code: cause.code, message: cause.message };
      return c.json({ value: null, error, ...cause.outcome } satisfies ControlPluginOutcome);
    }
  });
}
