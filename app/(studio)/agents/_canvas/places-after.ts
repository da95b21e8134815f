import type { NodeChange } from '@xyflow/react';
import type { FlowNode } from './canvas-node.tsx';
import type { Position } from './graph-types.ts';

/** Where nodes are after a drag that ended or an arrow key; null while a drag goes on and after any other change. */
export function placesAfter(changes: NodeChange<FlowNode>[]): Record<string, Position> | null {
  const moved = changes.flatMap((change) =>
    change.type === 'position' && change.dragging === false && change.position
      ? [[change.id, change.position] as const]
      : [],
  );
  return moved.length > 0 ? Object.fromEntries(moved) : null;
}
