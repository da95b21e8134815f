import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { NodeParts } from '#runtime/http/node-parts.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';
import type { AgentRequest } from './open-agent-server.ts';
import { toolError } from './tool-error.ts';

const inputSchema = z.object({ query: z.string().min(1).max(4_000).describe('What to look for') });

const outputSchema = z.object({
  /** Whether the passages say something about it, by the agent's own threshold. */
  isSufficient: z.boolean(),
  passages: z.array(z.object({ marker: z.int(), document: z.string(), text: z.string() })),
});

/** The tool `search_knowledge`: the passages that the agent would be given for a question. Owners only: it gives the knowledge away. */
export function registerSearch(server: McpServer, parts: NodeParts, request: AgentRequest): void {
  const { manifest, collections } = request.agent;
  const { embedding, retrieval } = manifest;
  if (!embedding) return;
  const config = {
    title: `Search the knowledge of ${manifest.name}`,
    description: `Finds passages in the knowledge of the agent "${manifest.name}", best first.`,
    inputSchema,
    outputSchema,
    annotations: { readOnlyHint: true },
  };
  server.registerTool('search_knowledge', config, async ({ query }, { mcpReq }) => {
    const { fingerprint, sha256: embeddingModelId } = embedding;
    const search = { collections, embeddingModelId, fingerprint, query, settings: retrieval };
    try {
      const found = await searchKnowledge(parts, search, AbortSignal.any([request.signal, mcpReq.signal]));
      const passages = found.passages.map(({ marker, documentName, text }) => ({
        marker,
        document: documentName,
        text,
      }));
      const text = passages.map((passage) => `[${passage.marker}] ${passage.document}\n${passage.text}`).join('\n\n');
      return {
        content: [{ type: 'text', text: text === '' ? 'Nothing was found.' : text }],
        structuredContent: { isSufficient: found.evidence.isSufficient, passages },
      };
    } catch (cause) {
      return toolError(parts.log, cause);
    }
  });
}
