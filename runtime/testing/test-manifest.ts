import {
  type AgentManifest,
  agentManifestSchema,
  generationDefaultsSchema,
  type ModelReference,
  retrievalSettingsSchema,
} from '#protocol/manifests/agent-manifest.ts';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';

export interface TestModels {
  chat: ModelReference;
  embedding: ModelReference;
  /** Length of an embedding. */
  dimensions: number;
}

/** Models for the scripted engine, which knows every name: no file lies behind them. */
export const scriptedModels: TestModels = {
  chat: reference('scripted-chat', { sha256: 'c'.repeat(64), contextTokens: 2_048 }),
  embedding: reference('scripted-embedding', { sha256: 'e'.repeat(64), contextTokens: 512 }),
  dimensions: 16,
};

/** A model that is nowhere but in a test. */
export function reference(id: string, rest: Partial<ModelReference> & Pick<ModelReference, 'sha256'>): ModelReference {
  return { id, fileName: `${id}.gguf`, sizeBytes: 1, sources: [], contextTokens: 512, ...rest };
}

/** An agent manifest without knowledge, called "Guide", with what the test changes; its hash is right. */
export function testManifest(
  changes: Partial<AgentManifest> = {},
  models: TestModels = scriptedModels,
): { manifest: AgentManifest; manifestHash: string } {
  const manifest = agentManifestSchema.parse({
    format: 'gaianet.agent/1',
    name: 'Guide',
    slug: 'guide',
    description: 'Knows credits.',
    version: 1,
    createdAt: '2026-01-01T00:00:00Z',
    model: models.chat,
    embedding: { ...models.embedding, fingerprint: testFingerprint(models) },
    knowledge: [],
    retrieval: retrievalSettingsSchema.parse({}),
    prompts: { system: 'You are the guide.', rag: 'Answer from the context.' },
    generation: generationDefaultsSchema.parse({}),
    evidence: {},
    starters: ['What are credits?'],
    ...changes,
  });
  return { manifest, manifestHash: manifestHash(manifest) };
}

/** What makes the vectors of the test models. */
export function testFingerprint({ embedding, dimensions }: TestModels) {
  return {
    model: embedding.id,
    sha256: embedding.sha256,
    dimensions,
    pooling: 'mean' as const,
    queryPrefix: '',
    documentPrefix: '',
    distance: 'cosine' as const,
  };
}
