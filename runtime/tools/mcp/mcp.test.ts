import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { openRemoteParts } from '#runtime/tools/open-remote-parts.ts';
import { openToolExecutor } from '#runtime/tools/open-tool-executor.ts';
import { openMemoryBook } from '#runtime/tools/testing/open-memory-book.ts';
import { toolAgent } from '#runtime/tools/testing/open-tool-bench.ts';
import { type McpTestServer, serveMcp } from '#runtime/tools/testing/serve-mcp.ts';
import type { SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import { openTestWeb } from '#runtime/web/testing/open-test-web.ts';
import { serveHttps } from '#runtime/web/testing/serve-https.ts';
import { listMcpTools } from './list-mcp-tools.ts';

const { signal } = new AbortController();
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const means = (web: SafeWeb) => ({ web, book: openMemoryBook(), clock: () => new Date() });

async function open(admit?: (headers: Headers) => boolean) {
  const server = await serveMcp(admit);
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-mcp-'));
  const certificateFile = path.join(folder, 'certificate.pem');
  writeFileSync(certificateFile, server.certificate);
  const web = openTestWeb([], { policy: { privateHosts: [server.host], certificateFiles: [certificateFile] } });
  const services = openRemoteParts(means(web));
  closing.push(() => server.close());
  closing.push(() => rmSync(folder, { recursive: true }));
  closing.push(() => web.close());
  closing.push(() => services.mcp.close());
  return { server, services, executor: openToolExecutor({ services, plugins: null }) };
}

const tool = (server: McpTestServer, remoteName: string, changes: Record<string, unknown> = {}) =>
  toolDefinitionSchema.parse({
    name: 'remote',
    description: 'Remote.',
    parameters: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } } },
    target: { kind: 'mcp', url: server.url, remoteName, ...changes },
    timeoutMs: 5_000,
  });
const callOf = (definition: ToolDefinition, given: Record<string, unknown> = {}, secrets = {}) => ({
  agent: toolAgent([definition], secrets),
  ...{ name: 'remote', arguments: given, metadata: {}, callerId: 'test', signal },
});

describe('an MCP server', () => {
  it('lists its tools with their schemas', async () => {
    const { server, services } = await open();
    const listed = await listMcpTools(services, { url: server.url, auth: { kind: 'none' }, secrets: {} }, signal);
    expect(listed.server).toEqual({ name: 'Test tools', version: '1.2.3' });
    expect(listed.tools.map(({ name }) => name)).toEqual(['add', 'fail', 'picture', 'hang']);
    expect(listed.tools[0]).toMatchObject({
      description: 'Adds two numbers.',
      parameters: { type: 'object', properties: { a: { type: 'number' } }, required: ['a', 'b'] },
    });
  });

  it('is called, and its connection is kept for the next call', async () => {
    const { server, executor } = await open();
    const call = callOf(tool(server, 'add'), { a: 1, b: 2 });
    expect(await executor.call(call)).toEqual({ isError: false, content: '3', feedBack: true });
    const before = server.seen.length;
    expect(await executor.call({ ...call, arguments: { a: 2, b: 2 } })).toMatchObject({ content: '4' });
    expect(server.seen.length - before).toBe(1);
  });

  it('tells errors and things that are no text as such', async () => {
    const { server, executor } = await open();
    expect(await executor.call(callOf(tool(server, 'fail')))).toEqual({
      isError: true,
      content: 'The tool "remote" failed: out of order',
      feedBack: true,
    });
    expect(await executor.call(callOf(tool(server, 'picture')))).toMatchObject({
      content: 'Look:\n[image, image/png, not shown]',
    });
    expect(await executor.call(callOf(tool(server, 'unknown')))).toMatchObject({
      isError: true,
      content: expect.stringMatching(/unknown/),
    });
    expect(await executor.call(callOf(tool(server, 'add'), { a: 'x' }))).toMatchObject({ isError: true });
  });

  it('that hangs is given up in time, and a caller who leaves ends the call', async () => {
    const { server, executor } = await open();
    const hanging = { ...tool(server, 'hang'), timeoutMs: 500 };
    expect(await executor.call(callOf(hanging))).toMatchObject({
      isError: true,
      content: expect.stringContaining('did not answer within 0.5 s'),
    });
    const leaving = new AbortController();
    const going = executor.call({ ...callOf(tool(server, 'hang')), signal: leaving.signal });
    leaving.abort();
    await expect(going).rejects.toMatchObject({ code: 'client_closed' });
  });

  it.each([
    [{ kind: 'header', name: 'X-Key', secret: 'key' }, (headers: Headers) => headers.get('x-key') === 'the-secret'],
    [{ kind: 'bearer', secret: 'key' }, (headers: Headers) => headers.get('authorization') === 'Bearer the-secret'],
  ] as const)('is shown the secret: %o', async (auth, admit) => {
    const { server, executor } = await open(admit);
    const call = callOf(tool(server, 'add', { auth }), { a: 1, b: 2 }, { key: 'the-secret' });
    expect(await executor.call(call)).toMatchObject({ isError: false, content: '3' });
    const refused = await executor.call(callOf(tool(server, 'add', { auth }), { a: 1, b: 2 }, { key: 'wrong-one' }));
    expect(refused).toMatchObject({ isError: true, content: expect.stringContaining('refused the secret "key"') });
    expect(refused.content).not.toContain('wrong-one');
  });

  it('that wants a sign-in says what its author can do', async () => {
    const { server, executor, services } = await open(() => false);
    expect(await executor.call(callOf(tool(server, 'add')))).toMatchObject({
      isError: true,
      content: expect.stringContaining('wants to know who asks. Sign in to it at the tool'),
    });
    const listing = listMcpTools(services, { url: server.url, auth: { kind: 'none' }, secrets: {} }, signal);
    const { host } = server;
    await expect(listing).rejects.toThrow(
      `People sign in at ${host}, which also takes client credentials; tokens come from https://${host}/token.`,
    );
  });

  it('gets a token of client credentials, and a new one when the old is refused', async () => {
    let issued = 0;
    const tokens = await serveHttps((_request, response) => {
      issued += 1;
      response.end(JSON.stringify({ access_token: `token-${issued}`, token_type: 'Bearer' }));
    });
    closing.push(() => tokens.close());
    const server = await serveMcp((headers) => headers.get('authorization') === 'Bearer token-2');
    closing.push(() => server.close());
    const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-mcp-'));
    writeFileSync(path.join(folder, 'mcp.pem'), server.certificate);
    const web = openTestWeb([tokens], {
      policy: {
        privateHosts: [server.host, tokens.host],
        certificateFiles: [path.join(folder, 'mcp.pem'), tokens.certificateFile],
      },
    });
    rmSync(folder, { recursive: true });
    const services = openRemoteParts(means(web));
    closing.push(() => web.close());
    closing.push(() => services.mcp.close());
    const auth = { kind: 'oauth2', tokenUrl: `${tokens.url}/token`, clientId: 'me', scope: '', secret: 'client' };
    const call = callOf(tool(server, 'add', { auth }), { a: 1, b: 2 }, { client: 'client-secret' });
    expect(await openToolExecutor({ services, plugins: null }).call(call)).toMatchObject({ content: '3' });
    expect(issued).toBe(2);
  });

  it('at an address that may not be called, or that is none, is told as such', async () => {
    const { services } = await open();
    const at = (url: string) => listMcpTools(services, { url, auth: { kind: 'none' }, secrets: {} }, signal);
    await expect(at('https://169.254.169.254/mcp')).rejects.toMatchObject({ code: 'forbidden' });
    const page = await serveHttps((_request, response) => response.end('<h1>A page</h1>'));
    closing.push(() => page.close());
    const web = openTestWeb([page]);
    closing.push(() => web.close());
    const other = openRemoteParts(means(web));
    await expect(
      listMcpTools(other, { url: page.url, auth: { kind: 'none' }, secrets: {} }, signal),
    ).rejects.toMatchObject({
      code: 'upstream_failed',
      message: expect.stringContaining('did not answer as an MCP server'),
    });
  });
});
