import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, errorTable } from '#protocol/errors.ts';
import { trustedHeaders } from '#protocol/signing/typed-messages.ts';
import { creditsTexts, openTestApp, type TestApp, type TestAppOptions } from '#runtime/testing/open-test-app.ts';
import { openTestNode } from '#runtime/testing/open-test-node.ts';

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

interface Connecting {
  slug?: string;
  headers?: Record<string, string>;
  viaTunnel?: true;
  mode?: 'legacy' | 'auto';
}

/** The official client, whose requests go straight into the app. */
async function connect(test: TestApp, input: Connecting = {}): Promise<Client> {
  const { slug = 'guide', headers = {}, viaTunnel, mode = 'legacy' } = input;
  const transport = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:8080/mcp/${slug}`), {
    requestInit: { headers: { host: '127.0.0.1:8080', ...headers } },
    fetch: async (url, init) =>
      test.app.fetch(new Request(String(url), init as RequestInit), viaTunnel ? { viaTunnel } : {}),
  });
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  clients.push(client);
  await client.connect(transport);
  return client;
}

async function open(options: TestAppOptions = {}, input: Connecting = {}): Promise<{ test: TestApp; client: Client }> {
  const test = await openTestApp(options);
  return { test, client: await connect(test, input) };
}

describe('an agent as an MCP server', () => {
  it.each(['legacy', 'auto'] as const)('tells who it is and what it can do, to a %s client', async (mode) => {
    const { client } = await open({}, { mode });
    expect(client.getServerVersion()).toMatchObject({ name: 'guide', title: 'Guide', version: '1' });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask', 'search_knowledge']);
    expect(tools[0]).toMatchObject({
      description: expect.stringContaining('Knows credits.'),
      inputSchema: { type: 'object', required: ['question'] },
    });
  });

  it('answers a question with the sources the answer rests on', async () => {
    const { client, test } = await open({ engine: { replies: [creditsTexts[0] ?? ''] } });
    const result = await client.callTool({ name: 'ask', arguments: { question: 'What are credits?' } });
    expect(result.isError ?? false).toBe(false);
    const { answer, citations } = z
      .object({ answer: z.string(), citations: z.array(z.object({ marker: z.int(), document: z.string() })) })
      .parse(result.structuredContent);
    expect(answer).toBe(creditsTexts[0]);
    expect(citations[0]).toMatchObject({ document: 'credits.md', marker: 1 });
    expect(result.content).toEqual([{ type: 'text', text: `${answer}\n\nSources:\n[1] credits.md` }]);
    expect(JSON.stringify(test.logged)).not.toContain('What are credits');
  });

  it('gives its passages to owners', async () => {
    const { client } = await open();
    const result = await client.callTool({ name: 'search_knowledge', arguments: { query: 'What are credits?' } });
    expect(result.structuredContent).toMatchObject({ isSufficient: true });
    const { passages } = z.object({ passages: z.array(z.unknown()) }).parse(result.structuredContent);
    expect(passages).toContainEqual({
      marker: 1,
      document: 'credits.md',
      text: expect.stringContaining(creditsTexts[0] ?? ''),
    });
  });

  it('keeps its passages from the public', async () => {
    const headers = { [trustedHeaders.scope]: 'public', [trustedHeaders.caller]: 'key:1' };
    const { client } = await open({}, { viaTunnel: true, headers });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['ask']);
    await expect(client.callTool({ name: 'search_knowledge', arguments: { query: 'x' } })).rejects.toThrow();
  });

  it('without knowledge has nothing to search', async () => {
    const { client } = await open({ texts: [], manifest: { embedding: null } });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['ask']);
  });

  it('tells a wrong call, and a failure, as errors without detail', async () => {
    const broken = async () => {
      throw new Error('broken at /home/somebody');
    };
    const crashed = async () => {
      throw new AppError('engine_crashed');
    };
    const replies = [crashed, broken].map((fail) => () => ({ pieces: [fail()] }));
    const { client } = await open({ engine: { replies } });
    const wrong = await client.callTool({ name: 'ask', arguments: { question: '' } });
    expect(wrong).toMatchObject({ isError: true });
    for (const text of [errorTable.engine_crashed.sentence, errorTable.internal.sentence]) {
      const failed = await client.callTool({ name: 'ask', arguments: { question: 'What are credits?' } });
      expect(failed).toMatchObject({ isError: true, content: [{ type: 'text', text }] });
    }
  });

  it('is behind the same guard as the rest: key, host and origin', async () => {
    const locked = await openTestApp({ access: { apiKey: 'the-key-of-the-node', hosts: null } });
    await expect(connect(locked)).rejects.toThrow();
    await connect(locked, { headers: { authorization: 'Bearer the-key-of-the-node' } });
    const local = await openTestApp();
    await expect(connect(local, { headers: { host: 'evil.example' } })).rejects.toThrow();
    await expect(connect(local, { headers: { origin: 'https://evil.example' } })).rejects.toThrow();
  });

  it('that is not deployed is not found; GET and unknown methods are refused', async () => {
    const test = await openTestApp();
    await expect(connect(test, { slug: 'nobody' })).rejects.toThrow();
    expect((await test.post('/mcp/nobody', {})).status).toBe(404);
    expect((await test.get('/mcp/guide')).status).toBe(405);
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    expect((await test.post('/mcp/guide', 'not json', { headers })).status).toBe(400);
    expect((await test.post('/mcp/guide', 'x'.repeat(9_000_000), { headers })).status).toBe(413);
  });
});

it('a whole node answers the official client over real HTTP', async () => {
  const node = await openTestNode();
  try {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    clients.push(client);
    await client.connect(new StreamableHTTPClientTransport(new URL(`${node.url}/mcp/guide`)));
    const result = await client.callTool({ name: 'ask', arguments: { question: 'What are credits?' } });
    expect(result.structuredContent).toMatchObject({ answer: 'Hello from the script.' });
    await client.close();
  } finally {
    await node.close();
  }
});
