import type { ToolReference } from './tool-definition.ts';

export interface SecretSlot {
  slot: string;
  /** Names of the tools that need it. */
  tools: string[];
}

/** The secrets that an agent's tools need on its node, each once. */
export function secretSlots(manifest: { tools: Pick<ToolReference, 'definition'>[] }): SecretSlot[] {
  const slots = new Map<string, string[]>();
  for (const { definition } of manifest.tools) {
    const { auth } = definition.target;
    if (auth.kind !== 'none') slots.set(auth.secret, [...(slots.get(auth.secret) ?? []), definition.name]);
  }
  return [...slots].map(([slot, tools]) => ({ slot, tools }));
}
