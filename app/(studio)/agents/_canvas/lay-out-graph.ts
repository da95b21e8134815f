import { Graph as Dagre, layout } from '@dagrejs/dagre';
import type { Graph, Position } from './graph-types.ts';

export const nodeSize = { width: 190, height: 68 };

/** From left to right, or from the top down where there is no room for that. */
export type Direction = 'across' | 'down';

/** Where each node goes when the graph is laid out by itself; a node that a person moved stays there. */
export function layOutGraph(
  graph: Graph,
  moved: Record<string, Position> = {},
  direction: Direction = 'across',
): Record<string, Position> {
  const plan = new Dagre();
  plan.setGraph({
    rankdir: direction === 'across' ? 'LR' : 'TB',
    nodesep: 28,
    ranksep: direction === 'across' ? 50 : 36,
  });
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
