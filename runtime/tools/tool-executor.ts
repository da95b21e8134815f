import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { ToolDeclaration } from '#runtime/engine/engine.ts';

/** An agent as its tools see it: a live one, or the draft of a preview. */
export interface ToolAgent {
  manifest: AgentManifest;
  /** Collections of the vector store that hold its knowledge. */
  collections: string[];
  /** Secrets by slot name, opened; never logged, never sent to a model. */
  secrets: Record<string, string>;
}

export interface ToolCallInput {
  agent: ToolAgent;
  name: string;
  /** What the model filled in; already valid against the declaration. */
  arguments: Record<string, unknown>;
  /** `metadata` of the caller's request, for arguments that the caller fills. */
  metadata: Record<string, string>;
  callerId: string;
  signal: AbortSignal;
}

/** How a call went. A failure is a result too: the model and the caller are told, nothing is thrown but `client_closed`. */
export interface ToolResult {
  isError: boolean;
  /** Text for the model and the caller: the mapped output, or why the call failed. */
  content: string;
  /** Whether the text goes back to the model, or is the answer itself. */
  feedBack: boolean;
}

/** Makes the calls of agents: HTTPS services, MCP servers, plugins, code that the model wrote. */
export interface ToolExecutor {
  /** The functions of an agent, with the part of their arguments that the model fills. */
  declarations(agent: ToolAgent): ToolDeclaration[];
  call(input: ToolCallInput): Promise<ToolResult>;
}
