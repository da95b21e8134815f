import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { assembleMessages } from './assemble-messages.ts';
import { choosePrompt } from './choose-prompt.ts';
import { detectLanguage } from './detect-language.ts';
import { callFunction, type FunctionDeps } from './functions/call-function.ts';
import type { PluginQuestion, PromptAgent, PromptMeans } from './prompt-means.ts';
import { renderTemplate } from './render-template.ts';
import { templateValues } from './template-values.ts';

export interface PromptInput {
  agent: PromptAgent;
  /** The caller's conversation. */
  messages: ChatMessage[];
  /** What goes into the prompt; empty without evidence. */
  passages: SearchResult['passages'];
  /** `metadata` of the caller's request. */
  metadata: Record<string, string>;
  callerId: string;
  signal: AbortSignal;
}

export interface PreparedPrompt {
  messages: ChatMessage[];
  /** For the trace: which prompt was taken, why, and what failed on the way. */
  prompt: { name: string; reason: string; notes: string[] };
}

/**
 * The prompt of one request: which of the agent's prompts is taken, its variables and functions filled in, and what the model
 * is given. Functions that fail leave notes in the text and in `prompt.notes`. Throws `client_closed` when the caller has left.
 */
export async function preparePrompt(
  deps: Omit<FunctionDeps, keyof PromptMeans> & { prompts?: PromptMeans | undefined },
  { messages, passages, ...input }: PromptInput,
): Promise<PreparedPrompt> {
  const { prompts, ...own } = deps;
  const means: FunctionDeps = { clock: () => new Date(), ...prompts, ...own };
  const about = {
    ...input,
    question: messages.findLast(({ role }) => role === 'user')?.content ?? '',
    language: detectLanguage(messages),
    knowledge: passages.length > 0 ? ('hit' as const) : ('miss' as const),
  };
  const { policy, ...chosen } = await choosePrompt(means, about);
  const { system, rag, notes } = await fillIn(means, policy, about);
  return {
    messages: assembleMessages({ policy: { ...policy, system, rag }, messages, passages }),
    prompt: { ...chosen, notes: [...chosen.notes, ...notes] },
  };
}

/** Only the author's texts are templates: the passage text too, where there are passages. */
async function fillIn(means: FunctionDeps, policy: PromptPolicy, about: Omit<PluginQuestion, 'plugin'>) {
  const values = templateValues(means, about);
  const ownNames = new Set(Object.keys(policy.variables));
  const call = (name: string, given: string[]) => callFunction(means, { name, arguments: given, about });
  const render = (template: string) => renderTemplate({ template, values, ownNames, call });
  const rag = about.knowledge === 'hit' ? policy.rag : '';
  const [system, introduction] = await Promise.all([render(policy.system), render(rag)]);
  return { system: system.text, rag: introduction.text, notes: [...system.notes, ...introduction.notes] };
}
