import { join } from 'node:path';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { chatRequestSchema } from '#protocol/openai/chat-request.ts';
import { answerRequest } from '#runtime/answers/answer-request.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import { noTools } from '#runtime/answers/tools/no-tools.ts';
import type { Engine, LoadedModel } from '#runtime/engine/engine.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import { loadChat, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { writeTinyChatModel } from '#runtime/testing/tiny-gguf.ts';
import type { ToolExecutor } from '#runtime/tools/tool-executor.ts';

export interface TinyAgent {
  about: LoadedModel;
  /** All events of an answer to one question. */
  ask(fields: Record<string, unknown>): Promise<AnswerEvent[]>;
}

export interface TinyAgentOptions {
  /** Chat template and control tokens of the model; plain ChatML by default. */
  template?: string;
  controlTokens?: readonly string[];
  tools?: ToolExecutor;
  manifest?: Partial<AgentManifest>;
}

/** An agent without knowledge over a random-weight model with the template given, on an engine that `tiny` opened. */
export async function openTinyAgent(
  { tiny, engine }: { tiny: TinyEngines; engine: Engine },
  options: TinyAgentOptions = {},
): Promise<TinyAgent> {
  const modelId = 'c'.repeat(64);
  const path = join(tiny.folder, `agent-${crypto.randomUUID()}.gguf`);
  const { template, controlTokens } = options;
  await writeTinyChatModel(path, { ...(template && { template }), ...(controlTokens && { controlTokens }) });
  await engine.unload(modelId);
  const about = await loadChat(engine, path, { modelId });
  const { manifest } = testManifest({ embedding: null, ...options.manifest });
  const deps = { engine, store: openMemoryStore(), tools: options.tools ?? noTools, schemas: openSchemaChecker() };
  return {
    about,
    async ask(fields) {
      const request = chatRequestSchema.parse({
        model: 'guide',
        messages: [{ role: 'user', content: 'Go.' }],
        ...fields,
      });
      const signal = new AbortController().signal;
      const input = {
        agent: { manifest, collections: [] },
        request,
        scope: 'owner',
        callerId: '',
        choice: 0,
        signal,
      } as const;
      const events: AnswerEvent[] = [];
      for await (const event of answerRequest(deps, { ...input, agent: { manifest, collections: [] } }))
        events.push(event);
      return events;
    },
  };
}
