import { AppError } from '#protocol/errors.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { callPluginTool, type PluginTools } from './call-plugin-tool.ts';
import { callRemote } from './call-remote.ts';
import { declareTool } from './declare-tool.ts';
import { fillArguments } from './fill-arguments.ts';
import { openCallCache } from './open-call-cache.ts';
import { openRateLimit } from './open-rate-limit.ts';
import type { RemoteParts } from './tool-call.ts';
import type { ToolAgent, ToolCallInput, ToolExecutor, ToolResult } from './tool-executor.ts';

export interface ToolExecutorParts {
  services: RemoteParts;
  /** What runs plugins of kind `tool`; null on a node without a sandbox. */
  plugins: PluginTools | null;
  /** Executors of other functions, such as code that the model writes: asked in order for what the agent's tools and plugins don't have. */
  further?: ToolExecutor[];
}

/** Makes the calls of all agents of a node: HTTPS services, MCP servers, plugins, and what further executors offer. A tool comes before a plugin of the same name. */
export function openToolExecutor(parts: ToolExecutorParts): ToolExecutor {
  const { services, plugins, further = [] } = parts;
  const cache = openCallCache(services.now);
  const limit = openRateLimit(services.now);

  async function callTool(definition: ToolDefinition, input: ToolCallInput): Promise<ToolResult> {
    const { agent, signal } = input;
    const { feedBack, name, callsPerMinute } = definition;
    const values = fillArguments(definition, input);
    const call = { definition, arguments: values, secrets: agent.secrets, signal };
    const known = cache.find(call);
    if (known !== undefined) return { isError: false, content: known, feedBack };
    const seconds = limit.take(`${agent.manifest.slug}/${name}`, callsPerMinute);
    if (seconds > 0) {
      return failed(`The tool "${name}" may be called ${callsPerMinute} times a minute; try again in ${seconds} s.`);
    }
    const { isError, content } = await callRemote(services, call);
    if (!isError) cache.keep(call, content);
    return { isError, content, feedBack: isError || feedBack };
  }

  async function dispatch(input: ToolCallInput): Promise<ToolResult> {
    const { agent, name } = input;
    const tool = toolsOf(agent).find((one) => one.name === name);
    if (tool) return callTool(tool, input);
    const plugin = pluginsOf(agent).find((one) => one.name === name);
    if (plugins && plugin) return callPluginTool(plugins, plugin, input);
    const other = further.find((one) => one.declarations(agent).some((declared) => declared.name === name));
    return other ? other.call(input) : failed(`This agent has no tool called "${name}".`);
  }

  return {
    declarations(agent) {
      const own = [...toolsOf(agent).map(declareTool), ...(plugins ? pluginsOf(agent).map(declarePlugin) : [])];
      const all = [...own, ...further.flatMap((one) => one.declarations(agent))];
      return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
    },
    async call(input) {
      try {
        return await dispatch(input);
      } catch (cause) {
        if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
        return failed(cause.message);
      }
    },
  };
}

/** Failures always go back to the model: it may find another way, and a caller shouldn't get one as the answer. */
function failed(content: string): ToolResult {
  return { isError: true, content, feedBack: true };
}

function toolsOf({ manifest }: ToolAgent): ToolDefinition[] {
  return manifest.tools.map(({ definition }) => definition);
}

function pluginsOf({ manifest }: ToolAgent): PluginDefinition[] {
  return manifest.plugins.map(({ definition }) => definition).filter(({ kind }) => kind === 'tool');
}

function declarePlugin({ name, description, parameters }: PluginDefinition) {
  return { name, description, parameters };
}
