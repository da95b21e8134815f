'use client';
import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { FlowNode } from './canvas-node.tsx';
import type { Problem } from './find-problems.ts';
import type { Graph, Position } from './graph-types.ts';
import { type Direction, layOutGraph } from './lay-out-graph.ts';

interface FlowInput {
  positions: Record<string, Position>;
  problems: Problem[];
  direction: Direction;
}

/** The canvas library's nodes for a graph: what is dragged, selected or measured now stays so when the draft changes. */
export function useFlowNodes(graph: Graph, input: FlowInput) {
  const t = useTranslations('canvas.kinds');
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const { positions, problems, direction } = input;
  useEffect(() => {
    const places = layOutGraph(graph, positions, direction);
    setNodes((present) =>
      graph.nodes.map((about) => {
        const old = present.find(({ id }) => id === about.id);
        return {
          ...old,
          id: about.id,
          type: 'canvas',
          position: places[about.id] ?? { x: 0, y: 0 },
          data: { about, worst: worstOf(about.id, problems), direction },
          deletable: about.isRemovable,
          ariaLabel: `${t(about.kind)}: ${about.title}`,
        };
      }),
    );
  }, [graph, positions, problems, direction, t]);
  const change = (changes: NodeChange<FlowNode>[]) =>
    setNodes((present) =>
      applyNodeChanges(
        changes.filter(({ type }) => type !== 'remove'),
        present,
      ),
    );
  const select = (id: string) => setNodes((present) => present.map((node) => ({ ...node, selected: node.id === id })));
  return { nodes, change, select, selectedId: nodes.find(({ selected }) => selected)?.id ?? null };
}

function worstOf(nodeId: string, problems: Problem[]): 'error' | 'warning' | null {
  const weights = problems.filter((problem) => problem.nodeId === nodeId).map(({ weight }) => weight);
  if (weights.includes('error')) return 'error';
  return weights.includes('warning') ? 'warning' : null;
}
