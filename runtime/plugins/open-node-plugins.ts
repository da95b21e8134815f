import { AppError } from '#protocol/errors.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import { openCodeExecutor } from '#runtime/code/open-code-executor.ts';
import { openPythonRunner } from '#runtime/code/python/open-python-runner.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { ToolExecutor } from '#runtime/tools/tool-executor.ts';
import type { SafeFetch } from '#runtime/web/safe-fetch.ts';
import { choosePromptByPlugin } from './choose-prompt-by-plugin.ts';
import { findPlugin } from './find-plugin.ts';
import { openPluginHost, type PluginHostMeans } from './open-plugin-host.ts';
import { openPluginRunner } from './open-plugin-runner.ts';
import { openPluginStores } from './open-plugin-stores.ts';
import type { PluginParts } from './plugin-parts.ts';
import type { PluginHost, PluginRunner } from './plugin-runner.ts';
import { postProcessAnswer } from './post-process-answer.ts';
import { runPromptFunction } from './run-prompt-function.ts';
import { type PluginAgent, searchAgentKnowledge } from './search-agent-knowledge.ts';

export interface NodePluginsMeans {
  home: string;
  engine: Engine;
  store: VectorStore;
  web: SafeFetch;
  /** The search service of the node's owner; undefined where none is set. */
  webSearch: PluginHostMeans['webSearch'] | undefined;
  /** Whether the node's owner allows Python. */
  allowsPython: boolean;
}

/** Whom a plugin works for in one request. */
interface PluginCaller {
  agent: PluginAgent;
  signal: AbortSignal;
}

/** What a plugin is asked while a prompt is made; `plugin` is its name in the manifest. */
interface PromptQuestion extends PluginCaller {
  plugin: string;
  question: string;
  language: string | null;
  knowledge: 'hit' | 'miss';
  metadata: Record<string, string>;
}

/** All that a node does with plugins and with code of models. */
export interface NodePlugins {
  runner: PluginRunner;
  means: PluginHostMeans;
  /** The host of a run for an agent. */
  hostOf(plugin: PluginDefinition, caller: PluginCaller): PluginHost;
  /** Name of the rule that a prompt chooser chooses; empty for none. */
  choosePromptByPlugin(question: PromptQuestion & { rules: string[] }): Promise<string>;
  /** Text of a prompt function. */
  runPromptFunction(question: PromptQuestion & { arguments: string[] }): Promise<string>;
  /** A finished answer, as the agent's post-processors leave it. */
  postProcess(
    answer: string,
    about: PluginCaller & Pick<Parameters<typeof postProcessAnswer>[1], 'question' | 'passages'>,
  ): Promise<string>;
  /** The functions by which models run code. */
  code: ToolExecutor;
  close(): Promise<void>;
}

/** Opens the plugins of a node. No process starts before the first run. The caller closes it. */
export function openNodePlugins({ home, engine, store, web, webSearch, allowsPython }: NodePluginsMeans): NodePlugins {
  const runner = openPluginRunner();
  const python = openPythonRunner();
  const means = { web, webSearch: webSearch ?? noSearch, stores: openPluginStores(home) };

  function hostOf(plugin: PluginDefinition, { agent, signal }: PluginCaller): PluginHost {
    const search = (query: string) => searchAgentKnowledge({ engine, store }, { agent, query }, signal);
    return openPluginHost(means, { agent: agent.manifest.slug, plugin, searchKnowledge: search, signal });
  }

  function partsOf(caller: PluginCaller): PluginParts {
    return { runner, hostOf: (plugin) => hostOf(plugin, caller), signal: caller.signal };
  }

  return {
    ...{ runner, means, hostOf },
    choosePromptByPlugin: async (asked) => {
      const plugin = findPlugin(asked.agent.manifest, 'prompt-chooser', asked.plugin);
      const { question, language, knowledge, metadata, rules } = asked;
      const input = { question, language, hasEvidence: knowledge === 'hit', metadata, rules };
      return choosePromptByPlugin(partsOf(asked), plugin, input);
    },
    runPromptFunction: async (asked) => {
      const plugin = findPlugin(asked.agent.manifest, 'prompt-function', asked.plugin);
      const { question, language } = asked;
      return runPromptFunction(partsOf(asked), plugin, { arguments: asked.arguments, question, language });
    },
    postProcess: (answer, { question, passages, ...caller }) =>
      postProcessAnswer(partsOf(caller), { manifest: caller.agent.manifest, answer, question, passages }),
    code: openCodeExecutor({ plugins: runner, python, node: { python: allowsPython } }),
    async close() {
      await Promise.all([runner.close(), python.close()]);
    },
  };
}

async function noSearch(): Promise<never> {
  throw new AppError('conflict', 'No search service is set on this node (GAIA_SEARCH_URL in its settings).');
}
