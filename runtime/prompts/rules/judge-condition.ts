import { AppError } from '#protocol/errors.ts';
import type { PromptCondition } from '#protocol/prompts/prompt-rules.ts';
import type { FunctionDeps } from '#runtime/prompts/functions/call-function.ts';
import type { PluginQuestion } from '#runtime/prompts/prompt-means.ts';
import { nearestExample } from './nearest-example.ts';
import { openExampleVectors } from './open-example-vectors.ts';

/** The rule that a condition belongs to, and what is known about the request. */
export interface ConditionInput {
  rule: string;
  rules: string[];
  about: Omit<PluginQuestion, 'plugin'>;
  /** What plugins answered for earlier rules of this request. */
  pluginAnswers: Map<string, Promise<string>>;
}

export interface Verdict {
  holds: boolean;
  /** In words, for the trace. */
  why: string;
}

/** Whether a condition of a rule holds for a request. Throws `AppError` where that can't be found out, such as a plugin that failed. */
export async function judgeCondition(
  deps: FunctionDeps,
  condition: PromptCondition,
  input: ConditionInput,
): Promise<Verdict> {
  const { about } = input;
  switch (condition.kind) {
    case 'language': {
      const holds = about.language !== null && condition.languages.includes(about.language);
      return { holds, why: `language is ${about.language ?? 'not certain'}` };
    }
    case 'knowledge':
      return { holds: about.knowledge === condition.is, why: `knowledge ${about.knowledge}` };
    case 'similar':
      return judgeSimilar(deps, condition, about);
    case 'caller': {
      const holds = about.metadata[condition.key] === condition.equals;
      return { holds, why: `caller's ${condition.key} is ${holds ? `"${condition.equals}"` : 'another'}` };
    }
    case 'plugin':
      return judgePlugin(deps, condition.plugin, input);
    case 'model':
      return judgeModel(deps, condition.parametersBelow, about);
  }
}

async function judgeSimilar(
  deps: FunctionDeps,
  { examples, threshold }: Extract<PromptCondition, { kind: 'similar' }>,
  { agent, question, signal }: ConditionInput['about'],
): Promise<Verdict> {
  const { embedding } = agent.manifest;
  if (!embedding) throw new AppError('conflict', 'the agent has no embedding model to compare with');
  if (question.trim() === '') return { holds: false, why: 'the question is empty' };
  const { cosine, example } = await nearestExample(
    { engine: deps.engine, exampleVectors: deps.exampleVectors ?? openExampleVectors() },
    { modelId: embedding.sha256, fingerprint: embedding.fingerprint, question, examples },
    signal,
  );
  return { holds: cosine >= threshold, why: `similarity ${cosine.toFixed(2)} to "${example.slice(0, 60)}"` };
}

async function judgePlugin(deps: FunctionDeps, plugin: string, input: ConditionInput): Promise<Verdict> {
  const { rule, rules, about, pluginAnswers } = input;
  if (!deps.choosePromptByPlugin) throw new AppError('conflict', 'this node runs no plugins');
  const answer = pluginAnswers.get(plugin) ?? deps.choosePromptByPlugin({ ...about, plugin, rules });
  pluginAnswers.set(plugin, answer);
  const name = await answer;
  return { holds: name === rule, why: `plugin ${plugin} chose "${name.slice(0, 60)}"` };
}

function judgeModel({ engine }: FunctionDeps, below: number, { agent }: ConditionInput['about']): Verdict {
  const { model } = agent.manifest;
  const loaded = engine.status().models.find(({ modelId }) => modelId === model.sha256);
  const parameters = loaded?.parameters ?? model.parameters;
  if (!parameters) throw new AppError('conflict', `nobody knows how many parameters ${model.id} has`);
  return { holds: parameters < below, why: `model has ${inMillions(parameters)} parameters` };
}

function inMillions(parameters: number): string {
  return parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)}B` : `${Math.round(parameters / 1e6)}M`;
}
