import { trialColumnSchema } from '#protocol/evaluations/evaluation.ts';
import { testQuestionsSchema } from '#protocol/evaluations/question-set.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { createQuestionSet } from '#server/evaluations/create-question-set.ts';
import { startEvaluation } from '#server/evaluations/start-evaluation.ts';
import { createPlugin } from '#server/plugins/create-plugin.ts';
import { createTools } from '#server/tools/create-tools.ts';
import { setToolSecret } from '#server/tools/set-tool-secret.ts';

/** A tool with a secret, a plugin, and a question set with a run. */
export async function addPowers(deps: Deps, ownerId: string) {
  const tools = [{ name: 'Secret tool', definition: toolOf('secret_tool') }];
  const { ids } = await createTools(deps, { ownerId, tools, importedFrom: '' });
  await setToolSecret(deps, { ownerId, slot: 'secret_bees', value: 'hush-hush' });
  const { id: pluginId } = await createPlugin(deps, { ownerId, name: 'Secret plugin', definition: pluginOf('secret') });
  const questions = testQuestionsSchema.parse([{ question: 'Why?', checks: [{ kind: 'contains', text: 'because' }] }]);
  const { id: questionSetId } = await createQuestionSet(deps, { ownerId, name: 'Secret questions', questions });
  const run = { ownerId, questionSetId, agentId: null, columns: [columnOf()] };
  const { jobId } = await startEvaluation(deps, run);
  return { toolId: ids[0] ?? '', pluginId, questionSetId, jobId };
}

/** A tool of this name that calls an address which nobody has. */
export function toolOf(name: string) {
  const target = { kind: 'http', method: 'GET', url: 'https://bees.example/honey', bodyKind: 'none' };
  return toolDefinitionSchema.parse({ name, description: '', parameters: { type: 'object', properties: {} }, target });
}

/** A plugin of this name that asks for nothing. */
export function pluginOf(name: string) {
  const source = 'export default () => "buzz";';
  return pluginDefinitionSchema.parse({ name, kind: 'prompt-function', description: '', capabilities: {}, source });
}

/** A column of an evaluation. */
export function columnOf() {
  const sampling = { temperature: 0, topP: 1, maxCompletionTokens: 16 };
  return trialColumnSchema.parse({ role: 'system', text: 'Hum.', modelId: 'smollm2-135m-instruct', ...sampling });
}

/** A trial of one question on a node. */
export function trialOf({ modelId, nodeId }: { modelId: string; nodeId: string }) {
  return { modelId, nodeId, dailyQuestions: 1, dailyTokens: 4_096, personQuestions: 1 };
}
