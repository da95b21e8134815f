import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { Graph, Position } from './graph-types.ts';

export const nodeSize = { width: 190, height: 68 };

/** Where each node goes when the graph is laid out by itself, from left to right; a node that a person moved stays there. */
export function layOutGraph(graph: Graph, moved: Record<string, Position> = {}): Record<string, Position> {
  const plan = new Dagre();
  plan.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 50 });
  plan.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) plan.setNode(id, { ...nodeSize });
  for (const { from, to } of graph.edges) plan.setEdge(from, to);
  layout(plan);
  return Object.fromEntries(
    graph.nodes.map(({ id }) => {
      const { x, y } = plan.node(id);
      return [id, moved[id] ?? { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 }];
    }),
  );
}
