import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { type ToolReference, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { findComponentPart, type PartSource } from './find-component-part.ts';

/** The tools that a draft means now: in a preview their drafts, else the newest published versions. Throws `conflict` when one has none yet, `not_found` when one is gone. */
export async function resolveTools(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; draft: AgentDraft; from: PartSource },
): Promise<ToolReference[]> {
  const { ownerId, from } = input;
  return Promise.all(
    input.draft.tools.map(async (choice) => {
      const part = await findComponentPart(deps, { ownerId, kind: 'tool', ...choice, from });
      const definition =
        part.kind === 'draft'
          ? toolDefinitionSchema.parse(part.definition)
          : bundleManifestSchema.parse(part.manifest).tool;
      if (!definition) throw new AppError('internal', `Version ${part.version} of "${part.name}" holds no tool.`);
      const licence = part.kind === 'version' ? licencePart(part.licence) : {};
      return { component: { name: part.name, version: part.version }, definition, ...licence };
    }),
  );
}
