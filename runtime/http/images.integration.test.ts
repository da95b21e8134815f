import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openUpstreamEngine } from '#runtime/engine/openai/open-upstream-engine.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { openTestNode } from '#runtime/testing/open-test-node.ts';

const image = 'data:image/png;base64,iVBORw0KGgo=';

/** A server that streams one word, and notes what it was asked. */
async function openVisionServer() {
  const asked: { messages: { role: string; content: unknown }[] }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.url === '/v1/models') response.end('{"data":[{"id":"eyes"}]}');
    else if (request.url !== '/v1/chat/completions') response.writeHead(404).end();
    else {
      asked.push(JSON.parse(Buffer.concat(parts).toString()));
      response.end('data: {"choices":[{"delta":{"content":"A cat."}}]}\n\ndata: [DONE]\n\n');
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

it('images in a chat and in a response reach a model that sees, past the agent’s prompts', async () => {
  const vision = await openVisionServer();
  const local = openScriptedEngine();
  const engine = await openUpstreamEngine({ url: vision.url, local, takesImages: true });
  const node = await openTestNode({ engine, dimensions: 16, manifest: { knowledge: [] } });
  const post = async (path: string, body: object): Promise<unknown> =>
    (await fetch(`${node.url}${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
  try {
    const text = { type: 'text', text: 'What is it?' };
    const content = [text, { type: 'image_url', image_url: { url: image } }];
    const chat = await post('/v1/chat/completions', { model: 'guide', messages: [{ role: 'user', content }] });
    expect(chat).toMatchObject({ choices: [{ message: { content: 'A cat.' } }] });
    const input = [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is it?' },
          { type: 'input_image', image_url: image },
        ],
      },
    ];
    expect(await post('/v1/responses', { model: 'guide', input })).toMatchObject({ status: 'completed' });
    const seen = [{ type: 'image_url', image_url: { url: image } }, text];
    for (const { messages } of vision.asked.slice(-2)) expect(messages.at(-1)).toEqual({ role: 'user', content: seen });
    const foreign = [
      { role: 'system', content: content.slice(1) },
      { role: 'user', content: 'And?' },
    ];
    expect(await post('/v1/chat/completions', { model: 'guide', messages: foreign })).toMatchObject({
      error: { param: 'messages[0].content[0]' },
    });
  } finally {
    await node.close();
    await local.close();
    await vision.close();
  }
});
