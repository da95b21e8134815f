import {
  BookOpen,
  Bot,
  Coins,
  Cpu,
  Database,
  House,
  Library,
  MessageSquareText,
  Network,
  Puzzle,
  Server,
  Settings,
  Store,
  Wrench,
} from 'lucide-react';
import type { PlaceKey } from './places.ts';

const icons = {
  home: House,
  agents: Bot,
  knowledge: BookOpen,
  prompts: MessageSquareText,
  tools: Wrench,
  plugins: Puzzle,
  models: Cpu,
  finetuning: Database,
  library: Library,
  market: Store,
  nodes: Server,
  domains: Network,
  earnings: Coins,
  settings: Settings,
};

/** The picture of a place in the navigation. */
export function PlaceIcon({ place }: { place: PlaceKey }) {
  const Icon = icons[place];
  return <Icon className="size-4 shrink-0" aria-hidden="true" />;
}
