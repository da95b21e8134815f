import { readBundle } from '#protocol/bundles/read-bundle.ts';
import { type BundleManifest, bundleChunkSchema } from '#protocol/manifests/bundle-manifest.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import { splitLines } from '#server/knowledge/split-lines.ts';

export interface BundleTexts {
  contentRoot: string;
  /** Passages, prompts, descriptions: what a model would read. */
  texts: string[];
}

/** Reads a bundle, verified, and gives its root and every text in it. Throws what `readBundle` throws. */
export async function readTexts(source: AsyncIterable<Uint8Array>): Promise<BundleTexts> {
  const texts: string[] = [];
  const { manifest, contentRoot } = await readBundle(source, {
    hashing: nativeHashing,
    async onFile(path, content) {
      if (path !== 'chunks.jsonl') {
        for await (const _part of content);
        return;
      }
      for await (const line of splitLines(decoded(content))) {
        texts.push(bundleChunkSchema.pick({ text: true }).parse(JSON.parse(line)).text);
      }
    },
  });
  return { contentRoot, texts: [...texts, ...textsOf(manifest)] };
}

function textsOf(manifest: BundleManifest): string[] {
  const { prompt, tool, plugin, agent } = manifest;
  return [
    ...(prompt ? [prompt.text, ...(prompt.fewShot ?? []).flatMap((row) => [row.question, row.answer])] : []),
    ...(tool ? [tool.description, JSON.stringify(tool.parameters)] : []),
    ...(plugin ? [plugin.description, plugin.source] : []),
    ...(agent ? [agent.prompts.system, agent.prompts.rag, ...agent.prompts.rules.map(({ system }) => system)] : []),
  ].filter((text) => text !== '');
}

async function* decoded(content: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  for await (const part of content) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}
