import type { Address } from 'viem';
import type { NodeLink } from './open-node-link.ts';

/** What `/internal/events` tells: a node came, reported, or went. */
export type NodeEvent =
  | { type: 'node.linked'; nodeId: string; address: Address; at: string }
  | { type: 'node.reported'; nodeId: string; address: Address; at: string }
  | { type: 'node.unlinked'; nodeId: string; address: Address; at: string; reason: string };

/** The links of this instance, at most one a node. */
export interface LinkRegistry {
  find(address: Address): NodeLink | undefined;
  list(): NodeLink[];
  /** The newest connection of a node wins: an earlier one is ended. */
  add(link: NodeLink): void;
  /** Returns false when another link has taken its place. */
  remove(link: NodeLink): boolean;
  tell(event: NodeEvent): void;
  /** Returns a function that stops listening. */
  listen(listener: (event: NodeEvent) => void): () => void;
}

/** Opens an empty registry. */
export function openLinkRegistry(): LinkRegistry {
  const links = new Map<Address, NodeLink>();
  const listeners = new Set<(event: NodeEvent) => void>();

  return {
    find: (address) => links.get(address),
    list: () => [...links.values()],
    add: (link) => {
      const previous = links.get(link.address);
      links.set(link.address, link);
      previous?.end('A newer connection of the same node took over.');
    },
    remove: (link) => {
      if (links.get(link.address) !== link) return false;
      return links.delete(link.address);
    },
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
