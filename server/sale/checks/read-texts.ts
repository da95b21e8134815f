import { readBundle } from '#protocol/bundles/read-bundle.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { type BundleManifest, bundleChunkSchema, bundleDocumentSchema } from '#protocol/manifests/bundle-manifest.ts';
import { rowsPath } from '#protocol/manifests/dataset-part.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import { readDatasetRows } from '#server/datasets/read-dataset-rows.ts';
import { splitLines } from '#server/knowledge/split-lines.ts';
import type { BundleText } from './bundle-text.ts';

export interface BundleTexts {
  contentRoot: string;
  /** Passages, prompts, descriptions: what a model would read. */
  texts: BundleText[];
}

const chunkFields = bundleChunkSchema.pick({ text: true, document: true, pageStart: true });
const documentFields = bundleDocumentSchema.pick({ sha256: true, name: true });

/** Reads a bundle, verified, and gives its root and every text in it. Throws what `readBundle` throws. */
export async function readTexts(source: AsyncIterable<Uint8Array>): Promise<BundleTexts> {
  const chunks: BundleText[] = [];
  const names = new Map<string, string>();
  const { manifest, contentRoot } = await readBundle(source, {
    hashing: nativeHashing,
    onFile: (path, content) =>
      path === rowsPath
        ? readRows(content, chunks)
        : (path.endsWith('.jsonl') ? eachLine : drain)(content, (line) => {
            if (path === 'chunks.jsonl') {
              const { text, document, pageStart } = chunkFields.parse(JSON.parse(line));
              chunks.push({ text, document, page: pageStart });
            } else if (path === 'documents.jsonl') {
              const { sha256, name } = documentFields.parse(JSON.parse(line));
              names.set(sha256, name);
            }
          }),
  });
  const named = chunks.map((chunk) => ({ ...chunk, document: names.get(chunk.document) ?? chunk.document }));
  return { contentRoot, texts: [...named, ...partTexts(manifest)] };
}

function partTexts({ prompt, tool, plugin, agent, model, description }: BundleManifest): BundleText[] {
  const texts = [
    ['Description', description],
    ...(prompt ? [['Prompt', prompt.text], ...exampleTexts(prompt.fewShot ?? [])] : []),
    ...(tool ? toolTexts('Tool', tool) : []),
    ...(plugin ? pluginTexts('Plugin', plugin) : []),
    ...(agent ? agentTexts(agent) : []),
    // Not read by a model: a copy is found by it.
    ...(model ? [['Weights', `Weights with the SHA-256 ${model.sha256}`]] : []),
  ];
  return texts.flatMap(([document = '', text = '']) => (text.trim() === '' ? [] : [{ document, text, page: null }]));
}

function exampleTexts(rows: FewShotRow[]): string[][] {
  return rows.flatMap(({ question, answer }, at) => [
    [`Example ${at + 1}, question`, question],
    [`Example ${at + 1}, answer`, answer],
  ]);
}

function toolTexts(name: string, { description, parameters }: ToolDefinition): string[][] {
  return [
    [`${name}, description`, description],
    [`${name}, arguments`, JSON.stringify(parameters)],
  ];
}

function pluginTexts(name: string, { description, source }: PluginDefinition): string[][] {
  return [
    [`${name}, description`, description],
    [`${name}, code`, source],
  ];
}

function agentTexts({ prompts, tools, plugins }: AgentManifest): string[][] {
  return [
    ['Prompt', prompts.system],
    ['Prompt before passages', prompts.rag],
    ...exampleTexts(prompts.fewShot),
    ...prompts.rules.map(({ system }, at) => [`Prompt of rule ${at + 1}`, system]),
    ...tools.flatMap(({ component, definition }) => toolTexts(component.name, definition)),
    ...plugins.flatMap(({ component, definition }) => pluginTexts(component.name, definition)),
  ];
}

/** A row is a text of its own, whose copies are found like those of passages. */
async function readRows(content: AsyncIterable<Uint8Array>, texts: BundleText[]): Promise<void> {
  await readDatasetRows(content, ({ line, messages }) => {
    const text = messages.map((message) => message.content).join('\n\n');
    texts.push({ text, document: `Row in line ${line}`, page: null });
  });
}

async function eachLine(content: AsyncIterable<Uint8Array>, take: (line: string) => void): Promise<void> {
  for await (const line of splitLines(decoded(content))) take(line);
}

/** Other files hold no texts; they are read to their end all the same, since their hashes are checked. */
async function drain(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _part of content);
}

async function* decoded(content: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  for await (const part of content) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}
