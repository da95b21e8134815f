import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { type HttpsTestServer, serveHttps } from '#runtime/web/testing/serve-https.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { callTool } from './call-tool.ts';
import { findImportable } from './find-importable.ts';
import { setToolSecret } from './set-tool-secret.ts';

const slow = { timeout: 60_000 };
const { signal } = new AbortController();

let service: HttpsTestServer;
let agents: HttpsTestServer;
let node: TestNode;
let deps: TestDeps;
let ada: string;

/** A node as the studio reaches it, without the gateway between them: its requests are signed by the controller that the node is paired with. */
const nodes: NodeClient = {
  request(_address, { method, path, body }) {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    return node.control(method, path, JSON.parse(text));
  },
};

const description = (url: string) => `
openapi: 3.1.0
info: { title: Weather, version: "1" }
servers: [{ url: "${url}/v1" }]
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas: { City: { type: string, description: Name of the city } }
security: [{ key: [] }]
paths:
  /weather/{city}:
    get:
      operationId: getWeather
      summary: The weather of a city.
      parameters: [{ name: city, in: path, required: true, schema: { $ref: "#/components/schemas/City" } }]
  /photos:
    post:
      operationId: addPhoto
      requestBody: { required: true, content: { multipart/form-data: { schema: { type: object } } } }
`;

beforeAll(async () => {
  service = await serveHttps(({ path, headers }, response) => {
    if (path === '/openapi.yaml') response.end(description(service.url));
    else if (headers['x-key'] !== 'k-123') response.writeHead(401).end('{"error":"no key"}');
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ path, rain: true, key: 'k-123' }));
  });
  // An agent's MCP address is HTTPS to others; here a proxy stands in front of the node.
  agents = await serveHttps(({ method, path, headers, body }, response) => {
    const passed = { accept: headers.accept ?? '', 'content-type': headers['content-type'] ?? '' };
    void fetch(`${node.url}${path}`, { method, headers: passed, ...(method === 'POST' ? { body } : {}) }).then(
      async (answer) => {
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
        response.end(await answer.text());
      },
    );
  });
  node = await openTestNode({
    policy: {
      privateHosts: [service.host, agents.host],
      certificateFiles: [service.certificateFile, agents.certificateFile],
    },
  });
  deps = await openTestDeps({ nodes });
}, 60_000);
afterAll(async () => {
  await deps.close();
  await node.close();
  await agents.close();
  await service.close();
});
beforeEach(async () => {
  await deps.database.clear();
  service.seen.length = 0;
  ada = (await deps.newAccount('Ada')).id;
  const id = await addNode(deps, ada);
  await deps.db.node.update({ where: { id }, data: { status: { sealingKey: node.sealingKey } } });
});

test(
  'what an address describes is imported, and a test call shows the real answer, with the secret in the header only',
  slow,
  async () => {
    const url = `${service.url}/openapi.yaml`;
    const found = await findImportable(deps, { ownerId: ada, source: { kind: 'address', url, server: null }, signal });
    expect(found).toMatchObject({ format: 'OpenAPI 3.1', title: 'Weather' });
    expect(found.operations.map(({ skipReason }) => skipReason)).toEqual([null, expect.stringMatching(/multipart/)]);
    const [definition] = found.operations.flatMap((one) => one.definition ?? []);
    if (!definition) throw new Error('Nothing was found.');
    const call = () => callTool(deps, { ownerId: ada, definition, arguments: { city: 'Bern' }, metadata: {}, signal });

    expect(await call()).toMatchObject({ isError: true, content: expect.stringMatching(/secret|weather_key/) });
    const slot = 'weather_key';
    await setToolSecret(deps, { ownerId: ada, slot, value: 'wrong' });
    expect(await call()).toMatchObject({ isError: true, status: 401 });
    await setToolSecret(deps, { ownerId: ada, slot, value: 'k-123' });
    const answered = await call();
    expect(answered).toMatchObject({ isError: false, status: 200 });
    expect(answered.content).toContain('"path":"/v1/weather/Bern"');
    expect(answered.content + answered.raw).not.toContain('k-123');
    expect(service.seen.at(-1)?.headers['x-key']).toBe('k-123');
  },
);

test(
  'the tools of an MCP server are imported: those of an agent of ours, which answers a test call',
  slow,
  async () => {
    const url = `${agents.url}/mcp/guide`;
    const source = { kind: 'mcp' as const, url, auth: { kind: 'none' as const } };
    const found = await findImportable(deps, { ownerId: ada, source, signal });
    const definitions = found.operations.flatMap((one) => one.definition ?? []);
    expect(definitions.map(({ target }) => target.kind === 'mcp' && target.remoteName)).toContain('ask');
    const ask = definitions.find(({ target }) => target.kind === 'mcp' && target.remoteName === 'ask');
    if (!ask) throw new Error('The agent offers no "ask".');
    const given = { question: 'What are credits?' };
    const answered = await callTool(deps, { ownerId: ada, definition: ask, arguments: given, metadata: {}, signal });
    expect(answered).toMatchObject({ isError: false });
    expect(answered.content).toContain('Hello from the script.');
  },
);

test(
  "a service that the node's owner didn't allow is not called, and the result says where to allow it",
  slow,
  async () => {
    const definition = toolDefinitionSchema.parse({
      ...{ name: 'inside', description: '', parameters: { type: 'object' } },
      target: { kind: 'http', method: 'GET', url: 'https://127.0.0.1:9/' },
    });
    const result = await callTool(deps, { ownerId: ada, definition, arguments: {}, metadata: {}, signal });
    expect(result).toMatchObject({ isError: true, status: null });
    expect(result.content).toMatch(/policy|allow/i);
  },
);
