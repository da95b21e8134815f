/**
 * What a plugin's author writes against. A plugin is one TypeScript or JavaScript module whose default export is the function of its
 * kind; `gaia` is a global. There is nothing else: no imports, no timers, no network, no files. A run has its own fresh memory.
 *
 * ```ts
 * import type { Gaia, PromptFunctionPlugin } from 'gaianet/plugin-api';
 * declare const gaia: Gaia;
 *
 * const today: PromptFunctionPlugin = () => `Today is ${gaia.date('Europe/Berlin').date}.`;
 * export default today;
 * ```
 */

/** What can be handed in and out: JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The host, as a plugin sees it. Each call beyond `log` and `date` needs the capability of its name, and is counted. */
export interface Gaia {
  /** Capability `fetchHosts`: an HTTPS request to one of the hosts listed there. At most 20 a run, 1 MiB each way. */
  fetch(url: string, request?: FetchRequest): Promise<FetchResponse>;
  /** Capability `knowledge`: passages of the agent's knowledge, best first. At most 20 a run. */
  searchKnowledge(query: string): Promise<{ document: string; text: string }[]>;
  /** Capability `webSearch`: pages found by the search service of the node's owner. At most 10 a run. */
  webSearch(query: string): Promise<{ title: string; url: string; snippet: string }[]>;
  /** Capability `keyValue`: what outlives a run, of this plugin in this agent only. At most 200 calls a run, 1 MiB in all. */
  store: {
    /** null where nothing is kept under the key. */
    get(key: string): Promise<Json>;
    /** `null` lets go of the key. */
    set(key: string, value: Json): Promise<void>;
  };
  /** A line for the author, shown in the studio and in traces; never to the model. At most 200 lines. */
  log(...parts: unknown[]): void;
  /** Now, as a clock on the wall of an IANA time zone shows it; `UTC` when none is named. */
  date(timeZone?: string): WallClock;
}

export interface FetchRequest {
  /** `GET` when absent. */
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface FetchResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
  /** `text` read as JSON. */
  json(): Json;
}

export interface WallClock {
  /** The moment, in UTC: `2026-03-01T12:00:00.000Z`. */
  iso: string;
  /** `2026-03-01` */
  date: string;
  /** `13:00` */
  time: string;
  /** `Sunday` */
  weekday: string;
}

/** Kind `tool`: what the model may call. Given the arguments, which are valid against `parameters`; the model reads what it returns, as text or JSON. */
export type ToolPlugin = (args: { [name: string]: Json }) => Json | Promise<Json>;

export interface PromptFunctionInput {
  /** `["opening hours", "3"]` of `{{plugin name "opening hours" "3"}}`. */
  arguments: string[];
  /** The last user message. */
  question: string;
  /** Its ISO 639-1 code; null where it can't be told. */
  language: string | null;
}

/** Kind `prompt-function`: fills a `{{plugin name "…"}}` of a prompt. Its text takes the place of the call. */
export type PromptFunctionPlugin = (input: PromptFunctionInput) => string | Promise<string>;

export interface PromptChooserInput {
  /** The last user message. */
  question: string;
  /** ISO 639-1 code of the question; null where it can't be told. */
  language: string | null;
  /** Names of the agent's rules. */
  rules: string[];
  /** Whether the agent's knowledge says anything about the question. */
  hasEvidence: boolean;
  /** `metadata` of the request. */
  metadata: Record<string, string>;
}

/** Kind `prompt-chooser`: decides which prompt answers. Returns the name of one of `rules`, or null for none of them. */
export type PromptChooserPlugin = (input: PromptChooserInput) => string | null | Promise<string | null>;

export interface PostProcessorInput {
  /** What the model wrote. */
  answer: string;
  /** The last user message. */
  question: string;
  /** What the model was given of the agent's knowledge. */
  passages: { document: string; text: string }[];
}

/** Kind `post-processor`: the answer's last stop. Its text is what the caller reads, and what citations point into. */
export type PostProcessorPlugin = (input: PostProcessorInput) => string | Promise<string>;
