import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  controlFetchTextResultSchema,
  controlListMcpResultSchema,
  controlToolCallResultSchema,
} from '#protocol/control/tool-calls.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { type HttpsTestServer, serveHttps } from '#runtime/web/testing/serve-https.ts';

let service: HttpsTestServer;
let node: TestNode;
beforeAll(async () => {
  service = await serveHttps(({ path: at, headers }, response) => {
    if (at === '/openapi.yaml') response.writeHead(200, { 'content-type': 'text/yaml' }).end('openapi: 3.1.0');
    else if (at === '/picture') response.end(Buffer.from([0xff, 0xfe, 0xfd]));
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ key: headers['x-key'] }));
  });
  node = await openTestNode({
    policy: { privateHosts: [service.host], certificateFiles: [service.certificateFile] },
  });
});
afterAll(async () => {
  await node.close();
  await service.close();
});

const definition = () => ({
  name: 'try_it',
  description: 'Tries it.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  target: {
    kind: 'http',
    method: 'GET',
    url: `${service.url}/weather`,
    auth: { kind: 'header', name: 'X-Key', secret: 'weather_key' },
    output: { kind: 'jmespath', expression: 'key' },
  },
});
const clear = 'the-clear-secret';
const sealed = () => ({ weather_key: sealSecret({ sealingKey: node.sealingKey, slot: 'weather_key', text: clear }) });

describe('a test call', () => {
  it('is made as deployed, and tells status, mapped output, what came and the time', async () => {
    const body = { definition: definition(), arguments: { city: 'Ulm' }, secrets: sealed() };
    const response = await node.control('POST', '/control/tools/call', body);
    expect(response.status).toBe(200);
    const result = controlToolCallResultSchema.parse(await response.json());
    expect(result).toMatchObject({ isError: false, status: 200, content: '[hidden]', raw: '{"key":"[hidden]"}' });
    expect(service.seen.at(-1)).toMatchObject({ path: '/weather?city=Ulm', headers: { 'x-key': clear } });
  });

  it('that fails is a result with the reason', async () => {
    const call = async (changes: Record<string, unknown>) => {
      const body = { definition: definition(), arguments: {}, secrets: sealed(), ...changes };
      return controlToolCallResultSchema.parse(await (await node.control('POST', '/control/tools/call', body)).json());
    };
    expect(await call({ secrets: {} })).toMatchObject({
      isError: true,
      status: null,
      content: expect.stringContaining('"weather_key" is not filled in'),
    });
    const elsewhere = { ...definition(), target: { ...definition().target, url: 'https://example.com/' } };
    expect(await call({ definition: elsewhere })).toMatchObject({
      isError: true,
      content: expect.stringContaining('add it to "toolHosts"'),
    });
  });

  it('with a wrong definition, or a secret sealed for somebody else, is refused', async () => {
    const wrong = { definition: { ...definition(), name: 'with space' } };
    expect((await node.control('POST', '/control/tools/call', wrong)).status).toBe(400);
    const foreign = sealSecret({ sealingKey: node.sealingKey, slot: 'another', text: clear });
    const body = { definition: definition(), secrets: { weather_key: foreign } };
    const response = await node.control('POST', '/control/tools/call', body);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain(clear);
  });
});

it('texts are fetched for the studio, and nothing else', async () => {
  const fetchText = (url: string) => node.control('POST', '/control/tools/fetch-text', { url });
  const found = await fetchText(`${service.url}/openapi.yaml`);
  expect(controlFetchTextResultSchema.parse(await found.json())).toEqual({
    status: 200,
    contentType: 'text/yaml',
    text: 'openapi: 3.1.0',
    url: `${service.url}/openapi.yaml`,
  });
  expect((await fetchText(`${service.url}/picture`)).status).toBe(415);
  expect((await fetchText('https://169.254.169.254/latest')).status).toBe(403);
  expect((await fetchText('http://example.com/')).status).toBe(400);
});

it('an address that is no MCP server is told as such', async () => {
  const response = await node.control('POST', '/control/tools/list-mcp', { url: `${service.url}/mcp` });
  expect(response.status).toBe(502);
  expect(controlListMcpResultSchema.safeParse(await response.json()).success).toBe(false);
});

it('only the controller may', async () => {
  for (const name of ['call', 'list-mcp', 'fetch-text']) {
    const response = await fetch(`${node.url}/control/tools/${name}`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
  }
});

it('the status tells the sealing key, and no file of the node holds a secret in clear', async () => {
  expect(await (await node.control('GET', '/control/status')).json()).toMatchObject({ sealingKey: node.sealingKey });
  const files = readdirSync(node.home, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(node.home, name))
    .filter((file) => statSync(file).isFile());
  expect(files.some((file) => file.endsWith('sealing-key.json'))).toBe(true);
  for (const file of files) expect(readFileSync(file).includes(clear), file).toBe(false);
});
