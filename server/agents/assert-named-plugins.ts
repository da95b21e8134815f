import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { findNamedPlugins } from '#protocol/prompts/find-named-plugins.ts';

/** Throws `invalid_input`, with the field, when a prompt or a rule names a plugin that isn't among the agent's, or is of another kind. */
export function assertNamedPlugins({ prompts, plugins }: Pick<AgentManifest, 'prompts' | 'plugins'>): void {
  for (const { rule, kind, name } of findNamedPlugins(prompts)) {
    const found = plugins.find(({ definition }) => definition.name === name)?.definition;
    if (found?.kind === kind) continue;
    const place = rule === null ? 'The prompt' : `The rule "${prompts.rules[rule]?.name}"`;
    const what = kind === 'prompt-chooser' ? 'a prompt chooser' : 'a prompt function';
    const why = found ? `which is no ${kind} but a ${found.kind}` : 'which this agent does not have';
    throw new AppError(
      'invalid_input',
      `${place} names the plugin "${name}", ${why}. Add ${what} of that name to the agent, or take it out of the prompt.`,
      { param: rule === null ? 'prompts.system' : `prompts.rules.${rule}` },
    );
  }
}
