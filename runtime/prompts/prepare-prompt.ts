import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { assembleMessages } from './assemble-messages.ts';

export interface PromptInput {
  manifest: AgentManifest;
  /** The caller's conversation. */
  messages: ChatMessage[];
  /** What goes into the prompt; empty without evidence. */
  passages: SearchResult['passages'];
}

export interface PreparedPrompt {
  messages: ChatMessage[];
}

/** The prompt of one request: which of the agent's prompts is taken, and what the model is given. */
export async function preparePrompt({ manifest, messages, passages }: PromptInput): Promise<PreparedPrompt> {
  return { messages: assembleMessages({ policy: manifest.prompts, messages, passages }) };
}
