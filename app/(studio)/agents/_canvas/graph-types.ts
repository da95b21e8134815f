import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';

/** What a node of the canvas stands for. */
export type NodeKind =
  | 'question'
  | 'knowledge'
  | 'hosted'
  | 'search'
  | 'prompt'
  | 'rule'
  | 'tool'
  | 'plugin'
  | 'model'
  | 'answer';

export interface GraphNode {
  /** The kind, with the component's id or the rule's place behind a colon where there may be several. */
  id: string;
  kind: NodeKind;
  title: string;
  detail: string;
  /** Whether a person may take it away. */
  isRemovable: boolean;
}

export interface GraphEdge {
  from: string;
  to: string;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface Position {
  x: number;
  y: number;
}

/** Components that an agent may take in, and those it has. */
export interface CanvasChoices {
  models: { id: string; name: string; contextTokens: number }[];
  knowledge: { id: string; name: string }[];
  tools: { id: string; name: string }[];
  /** `functionName` is how prompts and rules call it. */
  plugins: { id: string; name: string; functionName: string; kind: string }[];
}

export type Draft = AgentDraft;
