import { retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import { chunkingSettingsSchema } from '#protocol/manifests/bundle-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { defaultEmbeddingModel, embeddingModel } from './embedding/embedding-model.ts';

/** Creates an empty knowledge base with the standard settings. Throws `invalid_input` for an unknown embedding model. */
export async function createKnowledge(
  deps: { db: Prisma.TransactionClient; clock: Deps['clock'] },
  input: {
    ownerId: string;
    name: string;
    description?: string;
    embeddingModel?: string;
    id?: string;
    /** Content roots of what it is made from. */
    parents?: string[];
  },
): Promise<{ id: string }> {
  const { ownerId, name, description = '' } = input;
  const model = input.embeddingModel ? embeddingModel(input.embeddingModel) : defaultEmbeddingModel();
  const id = input.id ?? newId(deps.clock().getTime());
  const settings = {
    chunking: { ...chunkingSettingsSchema.parse({}) },
    retrieval: { ...retrievalSettingsSchema.parse({}) },
  };
  await deps.db.component.create({
    data: {
      id,
      ownerId,
      kind: 'knowledge',
      name,
      description,
      parents: input.parents ?? [],
      createdAt: deps.clock(),
      knowledge: { create: { ownerId, embeddingModel: model.id, ...settings } },
    },
    select: { id: true },
  });
  return { id };
}
