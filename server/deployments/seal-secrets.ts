import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { secretSlots } from '#protocol/tools/secret-slots.ts';
import type { Deps } from '#server/deps-type.ts';
import { sealSlots } from './seal-slots.ts';

/** The owner's secrets that an agent's tools need, by slot, each sealed to one of the owner's nodes. Slots that nobody filled are left out; the node says so when it plans. Throws as `sealSlots`. */
export async function sealSecrets(
  deps: Pick<Deps, 'db' | 'secrets'>,
  input: { ownerId: string; nodeId: string; manifest: Pick<AgentManifest, 'tools'> },
): Promise<Record<string, string>> {
  return sealSlots(deps, { ...input, slots: secretSlots(input.manifest).map(({ slot }) => slot) });
}
