import { BookOpen, Bot, Boxes, Database, MessageSquareText, Puzzle, Wrench } from 'lucide-react';
import { classNames } from '#app/_ui/class-names.ts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';

const icons = {
  model: Boxes,
  knowledge: BookOpen,
  dataset: Database,
  prompt: MessageSquareText,
  tool: Wrench,
  plugin: Puzzle,
  agent: Bot,
} satisfies Record<DeedKind, typeof Bot>;

/** The picture of a kind of component. */
export function KindIcon({ kind, className }: { kind: DeedKind; className?: string }) {
  const Icon = icons[kind];
  return <Icon className={classNames('size-4 shrink-0', className)} aria-hidden="true" />;
}
