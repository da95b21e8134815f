'use client';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import {
  BookLock,
  BookOpen,
  CircleHelp,
  Cpu,
  FileText,
  GitBranch,
  type LucideIcon,
  MessageSquareText,
  Puzzle,
  Search,
  Wrench,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '#app/_ui/class-names.ts';
import type { GraphNode, NodeKind } from './graph-types.ts';
import { type Direction, nodeSize } from './lay-out-graph.ts';

export type FlowNode = Node<{ about: GraphNode; worst: 'error' | 'warning' | null; direction: Direction }, 'canvas'>;

const icons: Record<NodeKind, LucideIcon> = {
  question: CircleHelp,
  knowledge: BookOpen,
  hosted: BookLock,
  search: Search,
  prompt: FileText,
  rule: GitBranch,
  tool: Wrench,
  plugin: Puzzle,
  model: Cpu,
  answer: MessageSquareText,
};
const sides = { across: [Position.Left, Position.Right], down: [Position.Top, Position.Bottom] } as const;
/** Nodes that nothing leads to. */
const sources = new Set<NodeKind>(['question', 'knowledge', 'hosted', 'tool', 'plugin']);
const borders = { error: 'border-bad', warning: 'border-warn', none: 'border-line' };

/** One node of the canvas: what it is, its name, and whether something is wrong with it. */
export function CanvasNode({ data, selected }: NodeProps<FlowNode>) {
  const t = useTranslations('canvas');
  const { about, worst, direction } = data;
  const [before, after] = sides[direction];
  const Icon = icons[about.kind];
  return (
    <div
      style={nodeSize}
      className={classNames(
        'rounded-lg border bg-surface px-3 py-2 text-left shadow-sm',
        borders[worst ?? 'none'],
        selected && 'outline-2 outline-accent',
      )}
    >
      {!sources.has(about.kind) && <Handle type="target" position={before} isConnectable={false} />}
      <p className="flex items-center gap-1.5 text-muted text-xs">
        <Icon className="size-3.5" aria-hidden />
        {t(`kinds.${about.kind}`)}
        {worst && <span className={worst === 'error' ? 'text-bad' : 'text-warn'}>· {t(`weights.${worst}`)}</span>}
      </p>
      <p className="truncate font-medium text-sm">{about.title}</p>
      <p className="truncate text-muted text-xs">{about.detail}</p>
      {about.kind !== 'answer' && <Handle type="source" position={after} isConnectable={false} />}
    </div>
  );
}
