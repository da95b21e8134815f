import { z } from 'zod';
import { chatRequestSchema } from '#protocol/openai/chat-request.ts';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { completionRequestSchema, completionSchema } from '#protocol/openai/completion-request.ts';
import {
  embeddingRequestSchema,
  embeddingResponseSchema,
  retrieveRequestSchema,
  tokenizeRequestSchema,
} from '#protocol/openai/embedding-request.ts';
import { fileDeletedSchema, fileListSchema, fileObjectSchema } from '#protocol/openai/file-object.ts';
import { rerankRequestSchema, rerankResponseSchema } from '#protocol/openai/rerank-request.ts';
import { inputPageSchema, responseDeletedSchema, responseObjectSchema } from '#protocol/openai/responses-object.ts';
import { responsesRequestSchema } from '#protocol/openai/responses-request.ts';
import { searchResultSchema } from '#protocol/retrieval/trace.ts';

interface Operation {
  summary: string;
  request?: z.ZodType;
  response?: z.ZodType;
}

const operations: Record<string, { get?: Operation; post?: Operation; delete?: Operation }> = {
  '/v1/chat/completions': {
    post: { summary: 'Chat with an agent', request: chatRequestSchema, response: chatCompletionSchema },
  },
  '/v1/embeddings': {
    post: { summary: 'Embed texts', request: embeddingRequestSchema, response: embeddingResponseSchema },
  },
  '/v1/completions': {
    post: { summary: 'Continue raw text', request: completionRequestSchema, response: completionSchema },
  },
  '/v1/rerank': {
    post: { summary: 'Order texts by relevance', request: rerankRequestSchema, response: rerankResponseSchema },
  },
  '/v1/tokenize': { post: { summary: "A model's tokens of a text", request: tokenizeRequestSchema } },
  '/v1/retrieve': {
    post: { summary: 'Passages behind an agent (owner)', request: retrieveRequestSchema, response: searchResultSchema },
  },
  '/v1/files': {
    get: { summary: 'Own files', response: fileListSchema },
    post: { summary: 'Upload a file (multipart/form-data)', response: fileObjectSchema },
  },
  '/v1/files/{id}': {
    get: { summary: 'One own file', response: fileObjectSchema },
    delete: { summary: 'Delete a file', response: fileDeletedSchema },
  },
  '/v1/files/{id}/content': { get: { summary: 'What a file holds' } },
  '/v1/responses': {
    post: { summary: 'Answer a conversation', request: responsesRequestSchema, response: responseObjectSchema },
  },
  '/v1/responses/{id}': {
    get: { summary: 'A response that was kept', response: responseObjectSchema },
    delete: { summary: 'Delete a response', response: responseDeletedSchema },
  },
  '/v1/responses/{id}/cancel': { post: { summary: 'End a background response', response: responseObjectSchema } },
  '/v1/responses/{id}/input_items': { get: { summary: 'What a response answered', response: inputPageSchema } },
  '/mcp/{id}': { post: { summary: 'An agent as an MCP server over streamable HTTP' } },
  '/v1/models': { get: { summary: 'Agents that are live' } },
  '/v1/models/{id}': { get: { summary: 'One agent that is live' } },
  '/v1/info': {
    get: { summary: 'What this node is and serves' },
    post: { summary: 'What this node is and serves' },
  },
  '/health': { get: { summary: 'Whether the node is ready' } },
  '/metrics': { get: { summary: 'Measurements in the format of Prometheus' } },
  '/openapi.json': { get: { summary: 'This description' } },
  '/': { get: { summary: 'A page to chat with the agents' } },
};

/** The node's API in OpenAPI 3.1, made from the schemas that check requests. */
export function openApiDocument(): object {
  const paths = Object.fromEntries(
    Object.entries(operations).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, describeOperation(path, operation)]),
      ),
    ]),
  );
  return { openapi: '3.1.0', info: { title: 'GaiaNet node', version: '1' }, paths };
}

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

function describeOperation(path: string, { summary, request, response }: Operation): object {
  return {
    summary,
    ...(request ? { requestBody: { required: true, content: content(request, 'input') } } : {}),
    ...(path.includes('{id}') ? { parameters: [idParameter] } : {}),
    responses: { 200: { description: 'Done', ...(response ? { content: content(response, 'output') } : {}) } },
  };
}

function content(schema: z.ZodType, io: 'input' | 'output'): object {
  return { 'application/json': { schema: z.toJSONSchema(schema, { io, unrepresentable: 'any' }) } };
}
