'use client';
import '@xyflow/react/dist/style.css';
import { Background, Controls, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useIsNarrow } from '#app/_ui/use-is-narrow.ts';
import { CanvasNode, type FlowNode } from './canvas-node.tsx';
import { CanvasToolbar } from './canvas-toolbar.tsx';
import { moveNodes, removeNodes } from './change-draft.ts';
import { draftToGraph } from './draft-to-graph.ts';
import { findProblems, type Problem } from './find-problems.ts';
import type { CanvasChoices, Draft, NodeKind } from './graph-types.ts';
import { placesAfter } from './places-after.ts';
import { ProblemList } from './problem-list.tsx';
import { useFlowNodes } from './use-flow-nodes.ts';

export interface AgentCanvasProps {
  draft: Draft;
  choices: CanvasChoices;
  onChange: (draft: Draft) => void;
  history: { canUndo: boolean; canRedo: boolean; undo: () => void; redo: () => void };
  /** The part of the form that edits what a node stands for. */
  inspect: (kind: NodeKind, nodeId: string) => ReactNode;
}

const readableZoom = { minZoom: 0.55, maxZoom: 1 };
const nodeTypes = { canvas: CanvasNode };

/** The agent as a graph. It edits the same draft as the form beside it: nothing is kept here but what is selected. */
export function AgentCanvas(props: AgentCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ draft, choices, onChange, history, inspect }: AgentCanvasProps) {
  const t = useTranslations('canvas');
  const { resolvedTheme } = useTheme();
  const flow = useReactFlow<FlowNode>();
  const words = useGraphWords();
  const graph = useMemo(() => draftToGraph(draft, { choices, words }), [draft, choices, words]);
  const problems = useMemo(() => findProblems(draft, choices), [draft, choices]);
  const { positions } = draft.canvas;
  // Where a person put nodes they stay, on a phone too.
  const direction = useIsNarrow() && Object.keys(positions).length === 0 ? 'down' : 'across';
  const { nodes, change, select, selectedId } = useFlowNodes(graph, { positions, problems, direction });
  const edges = useMemo(
    () => graph.edges.map(({ from, to }) => ({ id: `${from}>${to}`, source: from, target: to, focusable: false })),
    [graph],
  );
  useFitToNodes(`${graph.nodes.length} ${direction}`);
  const selected = graph.nodes.find(({ id }) => id === selectedId);

  const jump = ({ nodeId }: Problem) => {
    select(nodeId);
    void flow.fitView({ nodes: [{ id: nodeId }], duration: 200, maxZoom: 1.2 });
  };
  const layOut = () => {
    onChange({ ...draft, canvas: { positions: {} } });
    requestAnimationFrame(() => void flow.fitView({ duration: 200, ...readableZoom }));
  };

  return (
    <div className="space-y-3">
      <CanvasToolbar draft={draft} choices={choices} onChange={onChange} history={history} onLayOut={layOut} />
      <section aria-label={t('label')} className="h-[28rem] overflow-hidden rounded-lg border border-line bg-sunken">
        <ReactFlow<FlowNode>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          onNodesChange={(changes) => {
            change(changes);
            const moved = placesAfter(changes);
            if (moved) onChange(moveNodes(draft, moved));
          }}
          onNodesDelete={(gone) =>
            onChange(
              removeNodes(
                draft,
                gone.map(({ id }) => id),
              ),
            )
          }
          nodesConnectable={false}
          deleteKeyCode={['Delete', 'Backspace']}
          colorMode={resolvedTheme === 'dark' ? 'dark' : 'light'}
          proOptions={{ hideAttribution: false }}
          minZoom={0.3}
          fitView
          fitViewOptions={readableZoom}
          zoomOnScroll={false}
          preventScrolling={false}
        >
          <Background />
          <Controls showInteractive={false} />
        </ReactFlow>
      </section>
      <div className="grid items-start gap-4 lg:grid-cols-[20rem_1fr] [&>*]:min-w-0">
        <ProblemList problems={problems} onJump={jump} />
        <div className="space-y-4">
          {selected ? inspect(selected.kind, selected.id) : <p className="text-muted text-sm">{t('selectHint')}</p>}
        </div>
      </div>
    </div>
  );
}

/** Nodes that come or go, or another direction, change what must be seen at once. */
function useFitToNodes(shape: string) {
  const { fitView } = useReactFlow();
  const shown = useRef(shape);
  useEffect(() => {
    if (shown.current !== shape) void fitView({ duration: 200, ...readableZoom });
    shown.current = shape;
  }, [shape, fitView]);
}

function useGraphWords() {
  const t = useTranslations('canvas.words');
  return useMemo(
    () => ({
      question: t('question'),
      search: t('search'),
      passages: (count: number) => t('passages', { count }),
      hosted: (number: string) => t('hosted', { number }),
      prompt: t('prompt'),
      missing: t('missing'),
      answer: t('answer'),
      refuses: t('refuses'),
      answersAnyway: t('answersAnyway'),
      conditions: (count: number) => t('conditions', { count }),
    }),
    [t],
  );
}
