import {
  type ControlToolCall,
  type ControlToolCallResult,
  controlToolCallResultSchema,
} from '#protocol/control/tool-calls.ts';
import { sealSlots } from '#server/deployments/seal-slots.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { assertToolDefinition } from './assert-tool-definition.ts';
import { connectedNode } from './connected-node.ts';
import { secretSlots } from './secret-slots.ts';

/** Makes one real call of a tool, saved or not, on a connected node and with the owner's secrets. A call that failed is a result too. Throws `node_offline`. */
export async function callTool(
  deps: Deps,
  input: Pick<ControlToolCall, 'definition' | 'arguments' | 'metadata'> & { ownerId: string; signal: AbortSignal },
): Promise<ControlToolCallResult> {
  const { ownerId, definition, signal } = input;
  assertToolDefinition(definition);
  const nodeId = await connectedNode(deps, ownerId);
  const secrets = await sealSlots(deps, { ownerId, nodeId, slots: secretSlots([definition]) });
  const body = { definition, arguments: input.arguments, metadata: input.metadata, secrets };
  return requestControl(
    deps,
    { ownerId, nodeId, method: 'POST', path: '/control/tools/call', body, signal },
    controlToolCallResultSchema,
  );
}
