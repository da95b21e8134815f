import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { type PluginReference, pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findComponentPart, type PartSource } from './find-component-part.ts';

/** The plugins that a draft means now: in a preview their drafts, else the newest published versions. Throws like `resolveTools`. */
export async function resolvePlugins(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; draft: AgentDraft; from: PartSource },
): Promise<PluginReference[]> {
  const { ownerId, from } = input;
  return Promise.all(
    input.draft.plugins.map(async (choice) => {
      const part = await findComponentPart(deps, { ownerId, kind: 'plugin', ...choice, from });
      const definition =
        part.kind === 'draft'
          ? pluginDefinitionSchema.parse(part.definition)
          : bundleManifestSchema.parse(part.manifest).plugin;
      if (!definition) throw new AppError('internal', `Version ${part.version} of "${part.name}" holds no plugin.`);
      const licence = part.kind === 'version' ? licencePart(part.licence) : {};
      return { component: { name: part.name, version: part.version }, definition, ...licence };
    }),
  );
}
