import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Citation } from '#protocol/retrieval/trace.ts';
import { completeChat } from '#runtime/http/complete-chat.ts';
import type { NodeParts } from '#runtime/http/node-parts.ts';
import { parseChatRequest } from '#runtime/http/respond-chat.ts';
import type { AgentRequest } from './open-agent-server.ts';
import { toolError } from './tool-error.ts';

const inputSchema = z.object({ question: z.string().min(1).max(20_000).describe('The question, in full sentences') });

const outputSchema = z.object({
  answer: z.string(),
  citations: z.array(
    z.object({
      marker: z.int(),
      document: z.string(),
      page: z.int().nullable(),
      quote: z.string(),
    }),
  ),
});

/** The tool `ask`: a question to the agent, answered as on `/v1/chat/completions`, with its sources. */
export function registerAsk(server: McpServer, parts: NodeParts, request: AgentRequest): void {
  const { manifest } = request.agent;
  const config = {
    title: `Ask ${manifest.name}`,
    description:
      `Asks the agent "${manifest.name}" and gives its answer with the sources it rests on. ${manifest.description}`.trim(),
    inputSchema,
    outputSchema,
    annotations: { readOnlyHint: true },
  };
  server.registerTool('ask', config, async ({ question }, { mcpReq }) => {
    try {
      const signal = AbortSignal.any([request.signal, mcpReq.signal]);
      const body = { model: manifest.slug, messages: [{ role: 'user', content: question }] };
      const task = { ...request, request: parseChatRequest(body), signal };
      const { choices, gaia } = await completeChat(parts, task);
      return present(choices[0]?.message.content ?? '', gaia?.citations ?? []);
    } catch (cause) {
      return toolError(parts.log, cause);
    }
  });
}

/** Clients that show text only get the sources as text too, each document and page once. */
function present(answer: string, citations: Citation[]): CallToolResult {
  const told = citations.map(({ marker, document, page, quote }) => ({ marker, document, page, quote }));
  const places = told.map(
    ({ marker, document, page }) => `[${marker}] ${document}${page === null ? '' : `, page ${page}`}`,
  );
  const sources = [...new Set(places)].join('\n');
  return {
    content: [{ type: 'text', text: sources === '' ? answer : `${answer}\n\nSources:\n${sources}` }],
    structuredContent: { answer, citations: told },
  };
}
