import type { Agent } from 'undici';

/** What kind of server answers: it decides which extensions of OpenAI's API may be used. */
type UpstreamKind = 'llama-server' | 'vllm' | 'gaianet' | 'other';

/** A server behind this node, and how to reach it. */
export interface UpstreamPlace {
  /** Without `/v1` and without a slash at its end. */
  root: string;
  key: string | null;
  dispatcher: Agent;
}

/** What was found out about it; read, not assumed. */
export interface Upstream {
  kind: UpstreamKind;
  /** Name of its model in requests. */
  model: string;
  /** Longest prompt and answer together; null where it doesn't say. */
  contextTokens: number | null;
  /** How a GBNF grammar is given; null where it can't be. */
  grammar: 'grammar' | 'structured_outputs' | null;
  /** Whether `/tokenize` of its kind is there. */
  tokenizes: boolean;
  /** Whether it says that its model sees images. */
  takesImages: boolean;
}
