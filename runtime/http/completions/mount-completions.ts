import { completionRequestSchema, unsupportedCompletionFields } from '#protocol/openai/completion-request.ts';
import { findAgent } from '#runtime/http/find-agent.ts';
import type { NodeApp, NodeParts } from '#runtime/http/node-parts.ts';
import { parseFields } from '#runtime/http/parse-fields.ts';
import { completeText } from './complete-text.ts';
import { streamText } from './stream-text.ts';

/** `POST /v1/completions`: continues raw text with an agent's model. No template, prompt, knowledge or tool of the agent takes part. */
export function mountCompletions(app: NodeApp, parts: NodeParts): void {
  app.post('/v1/completions', async (c) => {
    const request = parseFields(await c.req.json(), completionRequestSchema, unsupportedCompletionFields);
    const { manifest } = findAgent(parts.agents, request.model);
    const task = { request, manifest, callerId: c.get('callerId'), signal: c.req.raw.signal };
    return request.stream ? streamText(parts, task) : c.json(await completeText(parts, task));
  });
}
