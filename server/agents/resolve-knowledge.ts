import { canonicalJson } from '#protocol/canonical-json.ts';
import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { EmbeddingFingerprint, KnowledgeReference } from '#protocol/manifests/agent-manifest.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';

export interface ResolvedKnowledge {
  references: KnowledgeReference[];
  fingerprint: EmbeddingFingerprint | null;
  /** The most careful of the calibrated thresholds. */
  evidenceThreshold: number | null;
}

/** The published versions that a draft's knowledge means now. Throws `conflict`, naming it, when one has none, or when their vectors don't compare. */
export async function resolveKnowledge(
  deps: Deps,
  input: { ownerId: string; draft: AgentDraft },
): Promise<ResolvedKnowledge> {
  const versions = await Promise.all(
    input.draft.knowledge.map((choice) => readyVersion(deps, { ownerId: input.ownerId, ...choice })),
  );
  const fingerprints = versions.map((version) => version.part.fingerprint);
  const different = fingerprints.findIndex((one) => canonicalJson(one) !== canonicalJson(fingerprints[0]));
  if (different > 0) {
    throw new AppError(
      'conflict',
      `"${versions[different]?.reference.name}" was embedded with another model than "${versions[0]?.reference.name}"; an agent's knowledge needs one embedding model.`,
      { param: 'knowledge' },
    );
  }
  const thresholds = versions.flatMap((version) => version.part.evidenceThreshold ?? []);
  return {
    references: versions.map((version) => version.reference),
    fingerprint: fingerprints[0] ?? null,
    evidenceThreshold: thresholds.length > 0 ? Math.max(...thresholds) : null,
  };
}

async function readyVersion(deps: Deps, input: { ownerId: string; componentId: string; versionId: string | null }) {
  const version = await deps.db.version.findFirst({
    where: {
      ownerId: input.ownerId,
      componentId: input.componentId,
      isReady: true,
      component: { kind: 'knowledge' },
      ...(input.versionId ? { id: input.versionId } : {}),
    },
    orderBy: { number: 'desc' },
    select: {
      number: true,
      contentRoot: true,
      sizeBytes: true,
      manifest: true,
      licence: true,
      component: { select: { name: true } },
    },
  });
  const manifest = version ? bundleManifestSchema.parse(version.manifest) : null;
  if (!version?.contentRoot || !manifest?.knowledge) {
    const { name } = await findOwnKnowledge(deps, { ownerId: input.ownerId, knowledgeId: input.componentId });
    throw new AppError(
      'conflict',
      `"${name}" has no published version yet, and a version of an agent holds published knowledge only. Open ${name} under Knowledge, then Versions, and publish one.`,
      { param: 'knowledge' },
    );
  }
  const reference = {
    name: version.component.name,
    version: version.number,
    contentRoot: version.contentRoot,
    sizeBytes: Number(version.sizeBytes),
    ...licencePart(version.licence),
  };
  return { reference, part: manifest.knowledge };
}
