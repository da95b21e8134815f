import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { chatTemplateOf } from '#protocol/models/chat-templates.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { publishDataset } from '#server/datasets/publish-dataset.ts';
import type { Deps } from '#server/deps-type.ts';
import { publishModel } from '#server/models/publish-model.ts';
import { tinyGguf } from '#server/models/testing/tiny-gguf.ts';
import { createPlugin } from '#server/plugins/create-plugin.ts';
import { publishPlugin } from '#server/plugins/publish-plugin.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { createTools } from '#server/tools/create-tools.ts';
import { publishTool } from '#server/tools/publish-tool.ts';
import { weatherTool } from '#server/tools/testing/open-tool-deps.ts';

/** Kinds of components that are small texts. */
export type Kind = 'prompt' | 'tool' | 'plugin' | 'agent' | 'model' | 'dataset';

export const modelId = 'smollm2-135m-instruct';

/** Every kind as its creator publishes it; its content says which one it is. */
export async function publishOfKind(
  deps: Deps,
  { ownerId, kind, name }: { ownerId: string; kind: Kind; name: string },
): Promise<{ componentId: string; versionId: string }> {
  const own = { ownerId, note: '' };
  if (kind === 'prompt') {
    const { id } = await createPrompt(deps, { ownerId, name, role: 'system', text: `Speak as the ${name}.` });
    return { componentId: id, versionId: (await publishPrompt(deps, { ...own, promptId: id })).versionId };
  }
  if (kind === 'tool') {
    const { auth: _auth, ...target } = weatherTool().target;
    const definition = toolDefinitionSchema.parse({ ...weatherTool(), target });
    const { ids } = await createTools(deps, { ownerId, tools: [{ name, definition }], importedFrom: '' });
    const toolId = ids[0] ?? '';
    return { componentId: toolId, versionId: (await publishTool(deps, { ...own, toolId })).versionId };
  }
  if (kind === 'plugin') {
    const source = `export default ({ answer }) => answer + ' (${name})';`;
    const facts = { name: 'stamp', kind: 'post-processor', description: 'Stamps answers.', capabilities: {}, source };
    const { id } = await createPlugin(deps, { ownerId, name, definition: pluginDefinitionSchema.parse(facts) });
    return { componentId: id, versionId: (await publishPlugin(deps, { ...own, pluginId: id })).versionId };
  }
  if (kind === 'model') return publishModel(deps, modelUpload({ ownerId, componentId: null, name, says: name }));
  if (kind === 'dataset') return publishDataset(deps, datasetUpload({ ownerId, componentId: null, name, says: name }));
  const { id: agentId } = await createAgent(deps, { ownerId, name, modelId });
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  const tool = await publishOfKind(deps, { ownerId, kind: 'tool', name: `Tool of ${name}` });
  const prompts = { ...draft.prompts, system: `Speak as the ${name}.` };
  const changed = { ...draft, prompts, tools: [{ componentId: tool.componentId, versionId: null }] };
  await updateAgent(deps, { ownerId, agentId, name, description: '', draft: changed });
  const { versionId: agentVersionId } = await publishAgent(deps, { ...own, agentId });
  return publishAgentComponent(deps, { ownerId, agentVersionId });
}

interface SmallFile {
  ownerId: string;
  componentId: string | null;
  name: string;
  /** What makes it another file. */
  says: string;
}

/** A small model file, whose template calls it so. */
export function modelUpload({ says, ...place }: SmallFile) {
  const template = (chatTemplateOf(modelId) ?? '').replace('SmolLM', says);
  const facts = { description: '', licence: 'Apache-2.0', madeFrom: modelId, fileName: 'Tiny model (1).GGUF' };
  return { ...place, ...facts, content: once(tinyGguf(template)) };
}

/** A byte order mark, Windows line ends and a blank line are kept as they are. */
export const rowsThatSay = (says: string): string => {
  const turns = (question: string) => [
    { role: 'user', content: question },
    { role: 'assistant', content: `I am the ${says}, made to answer.` },
  ];
  const rows = ['Who are you?', `Who made the ${says}?`].map((question) =>
    JSON.stringify({ messages: turns(question) }),
  );
  return `\uFEFF${rows.join('\r\n\r\n')}\r\n`;
};

/** A small dataset, whose rows say so. */
export function datasetUpload({ says, ...place }: SmallFile) {
  return { ...place, description: '', licence: 'CC0-1.0', content: once(Buffer.from(rowsThatSay(says))) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes);
}

interface Published {
  ownerId: string;
  kind: Kind;
  componentId: string;
}

/** The next version of it, with one change in what matters of its kind. */
export async function publishNewer(deps: Deps, published: Published): Promise<{ versionId: string }> {
  const { ownerId, kind, componentId } = published;
  const own = { ownerId, note: 'Better' };
  if (kind === 'prompt') {
    await deps.db.prompt.update({ where: { id: componentId }, data: { text: 'Speak as a pirate.' } });
    return publishPrompt(deps, { ...own, promptId: componentId });
  }
  if (kind === 'tool') {
    const { definition } = await deps.db.tool.findUniqueOrThrow({ where: { id: componentId } });
    const changed = { ...(definition as object), timeoutMs: 30_000 };
    await deps.db.tool.update({ where: { id: componentId }, data: { definition: changed } });
    return publishTool(deps, { ...own, toolId: componentId });
  }
  if (kind === 'plugin') {
    const { definition } = await deps.db.plugin.findUniqueOrThrow({ where: { id: componentId } });
    const changed = { ...(definition as object), capabilities: { fetchHosts: ['api.example.org'] } };
    await deps.db.plugin.update({ where: { id: componentId }, data: { definition: changed } });
    return publishPlugin(deps, { ...own, pluginId: componentId });
  }
  if (kind === 'model') {
    const { name } = await deps.db.component.findUniqueOrThrow({ where: { id: componentId } });
    return publishModel(deps, modelUpload({ ownerId, componentId, name, says: 'Better' }));
  }
  if (kind === 'dataset') {
    const { name } = await deps.db.component.findUniqueOrThrow({ where: { id: componentId } });
    return publishDataset(deps, datasetUpload({ ownerId, componentId, name, says: 'Better' }));
  }
  const { draft, name } = await findOwnAgent(deps, { ownerId, agentId: componentId });
  const prompts = { ...draft.prompts, system: 'Speak as a pirate.' };
  await updateAgent(deps, { ownerId, agentId: componentId, name, description: '', draft: { ...draft, prompts } });
  const { versionId: agentVersionId } = await publishAgent(deps, { ...own, agentId: componentId });
  return publishAgentComponent(deps, { ownerId, agentVersionId });
}

/** What `publishNewer` changes, as an update of each kind tells it. */
export const newerChanges = {
  prompt: [{ field: 'text', asksMore: false }],
  tool: [{ field: 'setting', subject: 'timeoutMs', before: '15000', after: '30000' }],
  plugin: [{ field: 'host', subject: 'api.example.org', asksMore: true }],
  agent: [{ field: 'text', asksMore: false }],
  model: [{ field: 'weights' }, { field: 'template' }],
  dataset: [{ field: 'changed-rows', subject: '(+2 −2)' }],
} satisfies Record<Kind, object[]>;

/** Of the weights in a model's version. */
export async function modelHashOf(deps: Pick<Deps, 'db'>, versionId: string): Promise<string | undefined> {
  const { manifest } = await deps.db.version.findUniqueOrThrow({ where: { id: versionId } });
  return bundleManifestSchema.parse(manifest).model?.sha256;
}
