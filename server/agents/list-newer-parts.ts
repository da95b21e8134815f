import { canonicalJson } from '#protocol/canonical-json.ts';
import { type AgentDraft, agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { type AgentManifest, agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnAgent } from './find-own-agent.ts';

interface NewerPart {
  componentId: string;
  kind: 'agent' | 'knowledge' | 'prompt' | 'tool' | 'plugin' | 'model';
  name: string;
  /** Version that the agent was published with; null where a manifest doesn't tell it. */
  before: number | null;
  /** The newest that is here; null where it is no published version. */
  after: number | null;
}

export interface NewerParts {
  /** Newest version of the agent, which keeps what it was published with. */
  number: number;
  parts: NewerPart[];
}

/**
 * What of an agent's newest published version has a newer version here since: published or updated after it. Publishing again takes it up; nothing else does. Null before the agent was published.
 * Throws `not_found` for somebody else's.
 */
export async function listNewerParts(
  deps: Deps,
  { ownerId, agentId }: { ownerId: string; agentId: string },
): Promise<NewerParts | null> {
  await findOwnAgent(deps, { ownerId, agentId });
  const version = await deps.db.agentVersion.findFirst({
    where: { agentId, ownerId },
    orderBy: { number: 'desc' },
    select: { number: true, manifest: true, draft: true },
  });
  if (!version) return null;
  const { number } = version;
  const used = usedParts(agentManifestSchema.parse(version.manifest), agentDraftSchema.parse(version.draft));
  const rows = await deps.db.component.findMany({
    where: { ownerId, id: { in: [agentId, ...used.map(({ id }) => id)] } },
    select: {
      ...{ id: true, name: true, kind: true, prompt: { select: { text: true, fewShot: true } } },
      versions: { where: { isReady: true }, orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  });
  const here = new Map(rows.map((row) => [row.id, row]));
  // Both are published under one row of numbers: a later one of the component was bought, and came with parts of its own.
  const own = here.get(agentId);
  const bought = own?.versions[0]?.number ?? 0;
  if (own && bought > number) {
    return { number, parts: [{ componentId: agentId, kind: 'agent', name: own.name, before: null, after: null }] };
  }
  const parts = used.flatMap((part): NewerPart[] => {
    const row = here.get(part.id);
    if (!row) return [];
    const { id: componentId, name, prompt } = row;
    const after = row.versions[0]?.number ?? null;
    if (part.kind === 'prompt') {
      return prompt && saysOtherwise(prompt, part) ? [{ componentId, kind: part.kind, name, before: null, after }] : [];
    }
    const isNewer = after !== null && after > part.version;
    return isNewer ? [{ componentId, kind: part.kind, name, before: part.version, after }] : [];
  });
  // A prompt may stand in several places.
  const once = new Map(parts.map((part) => [part.componentId, part]));
  return { number, parts: [...once.values()] };
}

interface UsedPrompt {
  kind: 'prompt';
  id: string;
  text: string;
  fewShot: unknown[];
}

type UsedPart = { kind: Exclude<NewerPart['kind'], 'agent' | 'prompt'>; id: string; version: number } | UsedPrompt;

/** The components of a published version that follow the newest version, each with what of it was published. */
function usedParts({ knowledge, tools, plugins, model, prompts }: AgentManifest, draft: AgentDraft): UsedPart[] {
  const chosen = (kind: 'knowledge' | 'tool' | 'plugin', choices: AgentDraft['tools'], versions: number[]) =>
    choices.flatMap(({ componentId, versionId }, at): UsedPart[] => {
      const version = versions[at];
      return version === undefined || versionId ? [] : [{ kind, id: componentId, version }];
    });
  const texts: [string | null, string, unknown[]][] = [
    [draft.systemPromptId, prompts.system, prompts.fewShot],
    [draft.ragPromptId, prompts.rag, []],
    ...draft.prompts.rules.map(({ promptId }, at): [string | null, string, unknown[]] => {
      const rule = prompts.rules[at];
      return [rule ? promptId : null, rule?.system ?? '', rule?.fewShot ?? []];
    }),
  ];
  return [
    ...(model.bundle ? [{ kind: 'model' as const, id: model.id, version: model.bundle.version }] : []),
    ...chosen(
      'knowledge',
      draft.knowledge,
      knowledge.map(({ version }) => version),
    ),
    ...texts.flatMap(([id, text, fewShot]): UsedPrompt[] => (id ? [{ kind: 'prompt', id, text, fewShot }] : [])),
    ...chosen(
      'tool',
      draft.tools,
      tools.map(({ component }) => component.version),
    ),
    ...chosen(
      'plugin',
      draft.plugins,
      plugins.map(({ component }) => component.version),
    ),
  ];
}

/** Examples of a prompt take the place of the agent's own, where it has any. */
function saysOtherwise(row: { text: string; fewShot: unknown }, part: UsedPrompt): boolean {
  if (row.text !== part.text) return true;
  const hasExamples = Array.isArray(row.fewShot) && row.fewShot.length > 0;
  return hasExamples && part.fewShot.length > 0 && canonicalJson(row.fewShot) !== canonicalJson(part.fewShot);
}
