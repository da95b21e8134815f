import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { SafeFetch } from '#runtime/web/safe-fetch.ts';
import type { SearchWeb } from '#runtime/web/search-web.ts';
import type { ExampleVectors } from './rules/open-example-vectors.ts';

/** An agent as its prompts see it: a live one, or the draft of a preview. */
export interface PromptAgent {
  manifest: AgentManifest;
  /** Collections of the vector store that hold its knowledge. */
  collections: string[];
}

/** What a plugin is told when a prompt is made. */
export interface PluginQuestion {
  agent: PromptAgent;
  /** The plugin's name in the manifest. */
  plugin: string;
  /** Last message of the user. */
  question: string;
  /** ISO 639-1, null where it can't be told. */
  language: string | null;
  knowledge: 'hit' | 'miss';
  /** `metadata` of the caller's request. */
  metadata: Record<string, string>;
  callerId: string;
  signal: AbortSignal;
}

/** Asks a plugin of kind prompt-chooser for the name of one of the rules. */
type ChoosePromptByPlugin = (question: PluginQuestion & { rules: string[] }) => Promise<string>;

/** Asks a plugin of kind prompt-function for the text that takes the place of `{{plugin name "argument"}}`. */
type RunPromptFunction = (question: PluginQuestion & { arguments: string[] }) => Promise<string>;

/** What prompts reach beyond the conversation. What a node doesn't have is undefined, and fails with a note. */
export interface PromptMeans {
  clock: () => Date;
  /** IANA name of the zone of dates and times; the machine's own when undefined. */
  timeZone?: string | undefined;
  fetch?: SafeFetch | undefined;
  searchWeb?: SearchWeb | undefined;
  choosePromptByPlugin?: ChoosePromptByPlugin | undefined;
  runPromptFunction?: RunPromptFunction | undefined;
  /** Keeps the vectors of rules' examples between requests. */
  exampleVectors?: ExampleVectors | undefined;
}
