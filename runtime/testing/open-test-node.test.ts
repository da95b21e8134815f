import { expect, it } from 'vitest';
import { openTestNode } from './open-test-node.ts';

it('opens a node whose agent went live over the control API and answers from its knowledge', async () => {
  const test = await openTestNode();
  try {
    const body = { model: 'guide', messages: [{ role: 'user', content: 'What are credits?' }] };
    const response = await fetch(`${test.url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'Hello from the script.' } }] });
    const unsigned = await fetch(`${test.url}/control/status`);
    expect(unsigned.status).toBe(401);
    const status = await test.control('GET', '/control/status');
    expect(await status.json()).toMatchObject({ address: test.node.address, deployments: [{ state: 'live' }] });
    const models = await test.control('GET', '/control/models');
    expect(await models.json()).toEqual({
      models: [
        { id: 'tiny-chat', state: 'right' },
        { id: 'tiny-embedding', state: 'right' },
      ],
    });
  } finally {
    await test.close();
  }
});
