import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { findModel, modelReference } from '#protocol/models/catalogue.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { declareForModel } from './declare-for-model.ts';
import type { ModelAnswer } from './judge-answer.ts';
import type { ReadinessChoice } from './readiness-schema.ts';

const answerSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
        }),
      }),
    )
    .min(1),
});

const contextTokens = 4_096;
const instructions =
  'You help a person by calling functions. Choose the one function that fits the request and fill in its arguments from the request.';

/** Asks a model on a node one question with tools to choose from; nothing is called. Throws what the node refuses with. */
export async function askModel(
  deps: Deps,
  input: {
    ownerId: string;
    nodeId: string;
    modelId: string;
    among: ToolDefinition[];
    question: string;
    choice: ReadinessChoice;
    signal: AbortSignal;
  },
): Promise<ModelAnswer> {
  const { ownerId, nodeId, signal } = input;
  const body = {
    manifest: plainManifest(deps, input.modelId),
    collections: [],
    request: {
      model: 'readiness',
      messages: [{ role: 'user', content: input.question }],
      tools: input.among.map(declareForModel),
      tool_choice: input.choice,
      temperature: 0,
      seed: 1,
    },
  };
  const { choices } = await requestControl(
    deps,
    { ownerId, nodeId, method: 'POST', path: '/control/preview', body, signal },
    answerSchema,
  );
  const message = choices[0]?.message;
  return { call: message?.tool_calls?.[0]?.function ?? null, text: message?.content ?? '' };
}

/** An agent that is nothing but the model, with the embedding model that an agent with tools has: a small model's calls are decided by it. */
function plainManifest(deps: Pick<Deps, 'clock'>, modelId: string) {
  const model = findModel(modelId);
  if (model?.kind !== 'chat') throw new AppError('invalid_input', `"${modelId}" is no chat model of the catalogue.`);
  const embedding = defaultEmbeddingModel();
  return agentManifestSchema.parse({
    format: 'gaianet.agent/1',
    name: 'Readiness',
    slug: 'readiness',
    version: 1,
    createdAt: deps.clock().toISOString(),
    model: { ...modelReference(model), contextTokens: Math.min(contextTokens, model.contextTokens) },
    embedding: { ...modelReference(embedding), fingerprint: embedding.fingerprint },
    knowledge: [],
    retrieval: {},
    prompts: { system: instructions, rag: '' },
    generation: { temperature: 0, maxCompletionTokens: 256 },
    evidence: {},
  });
}
