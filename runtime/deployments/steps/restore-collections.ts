import { canonicalJson } from '#protocol/canonical-json.ts';
import { AppError } from '#protocol/errors.ts';
import { fetchedBundle } from '#protocol/licences/fetched-bundle.ts';
import type { AgentManifest, KnowledgeReference } from '#protocol/manifests/agent-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { Report } from '#runtime/deployments/deployment-parts.ts';
import type { Deploying } from '#runtime/deployments/run-steps.ts';
import { bundlePlace } from '#runtime/deployments/steps/bundle-place.ts';
import { readKnowledgeBundle } from '#runtime/knowledge/read-knowledge-bundle.ts';
import { openBundleFile } from '#runtime/licences/open-bundle-file.ts';

const batchSize = 500;

/** Puts every knowledge bundle into a new collection, unless one holds all of it already. What serves now isn't touched. */
export async function restoreCollections(
  deploying: Deploying,
  manifest: AgentManifest,
  report: Report,
): Promise<string[]> {
  const collections: string[] = [];
  for (const reference of manifest.knowledge) {
    collections.push(await restoreOne(deploying, { manifest, reference }, report));
  }
  return collections;
}

async function restoreOne(
  { parts, book, keys, signal }: Deploying,
  input: { manifest: AgentManifest; reference: KnowledgeReference },
  report: Report,
): Promise<string> {
  const { manifest, reference } = input;
  const label = `${reference.name} v${reference.version}`;
  const known = book.restored[reference.contentRoot];
  if (known && (await parts.store.listCollections()).includes(known)) {
    report(`${label} is in the vector store already`);
    return known;
  }
  const { name, contentRoot, licence } = reference;
  const isSealed = fetchedBundle(reference).isSealed;
  const key = licence && isSealed ? await keys.keyOf({ name, licence }, signal) : null;
  const { file } = bundlePlace(parts.home, reference);
  const bundle = await readKnowledgeBundle(openBundleFile({ file, contentRoot, key }));
  if (canonicalJson(bundle.part.fingerprint) !== canonicalJson(manifest.embedding?.fingerprint)) {
    throw new AppError(
      'conflict',
      `${label} was embedded with ${bundle.part.fingerprint.model}, the agent asks with ${manifest.embedding?.fingerprint.model}; publish one of them again.`,
    );
  }
  const collection = `bundle-${reference.contentRoot.slice(2, 14)}-${newId().slice(-8)}`;
  await parts.store.createCollection(collection, { dimensions: bundle.part.fingerprint.dimensions });
  for (let start = 0; start < bundle.points.length; start += batchSize) {
    signal.throwIfAborted();
    await parts.store.upsert(collection, bundle.points.slice(start, start + batchSize));
    const done = Math.min(start + batchSize, bundle.points.length);
    report(`Restoring ${label}`, { done, total: bundle.points.length });
  }
  await parts.store.optimize(collection);
  book.restored[reference.contentRoot] = collection;
  await book.save();
  report(`${label}: ${bundle.points.length} passages are in the vector store`);
  return collection;
}
