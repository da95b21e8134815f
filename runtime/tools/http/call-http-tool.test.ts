import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openToolBench, type ToolBench } from '#runtime/tools/testing/open-tool-bench.ts';

let bench: ToolBench;
beforeAll(async () => {
  bench = await openToolBench();
});
afterEach(() => bench.clear());
afterAll(async () => await bench.close());

describe('arguments', () => {
  it('go into path, query, header and body, lists repeated in a query', async () => {
    bench.answerJson({});
    const tool = bench.tool({
      url: `${bench.server.url}/users/{id}/notes?fixed=1`,
      arguments: {
        id: { in: 'path', filledBy: { by: 'model' } },
        tags: { in: 'query', as: 'tag', filledBy: { by: 'model' } },
        trace: { in: 'header', as: 'X-Trace', filledBy: { by: 'model' } },
      },
    });
    const values = { id: 'a/b c?#', tags: ['x', 'y&z'], trace: 5, text: 'hällo', deep: { a: [1] }, gone: null };
    await bench.call(tool, { arguments: values });
    expect(bench.server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/users/a%2Fb%20c%3F%23/notes?fixed=1&tag=x&tag=y%26z',
        headers: { 'x-trace': '5', 'content-type': 'application/json' },
        body: '{"text":"hällo","deep":{"a":[1]},"gone":null}',
      },
    ]);
  });

  it('go into the query of a GET, and into a form', async () => {
    bench.answerJson({});
    await bench.call(bench.tool({ method: 'GET' }), { arguments: { q: 'a b', n: 2 } });
    await bench.call(bench.tool({ bodyKind: 'form' }), { arguments: { q: 'a b', list: [1, 2] } });
    expect(bench.server.seen).toMatchObject([
      { method: 'GET', path: '/tool?q=a+b&n=2', body: '' },
      { method: 'POST', body: 'q=a+b&list=1&list=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ]);
  });

  it.each(['..', '.', '', '../admin', '%2e%2e', '//evil.example', '\\..\\'])(
    'can not leave their part of the path: "%s"',
    async (id) => {
      bench.answerJson({});
      const url = `${bench.server.url}/users/{id}/notes`;
      const result = await bench.call(bench.tool({ method: 'GET', url }), { arguments: { id } });
      if (!result.isError) expect(bench.server.seen[0]?.path).toMatch(/^\/users\/[^/]+\/notes$/);
      else expect(bench.server.seen).toEqual([]);
    },
  );

  it('can not stand in the host, nor smuggle headers', async () => {
    const inHost = bench.tool({ url: 'https://{host}.example.com/' });
    expect(await bench.call(inHost, { arguments: { host: 'evil' } })).toMatchObject({
      isError: true,
      content: expect.stringContaining('not in its host'),
    });
    const inHeader = bench.tool({ arguments: { x: { in: 'header', filledBy: { by: 'model' } } } });
    expect(await bench.call(inHeader, { arguments: { x: 'a\r\nauthorization: b' } })).toMatchObject({ isError: true });
    expect(bench.server.seen).toEqual([]);
  });
});

describe('authentication', () => {
  it.each([
    [{ kind: 'header', name: 'X-Api-Key', secret: 'key' }, { headers: { 'x-api-key': 'the-secret' } }],
    [{ kind: 'bearer', secret: 'key' }, { headers: { authorization: 'Bearer the-secret' } }],
    [{ kind: 'query', name: 'api_key', secret: 'key' }, { path: '/tool?api_key=the-secret' }],
  ])('puts the secret where the service wants it: %o', async (auth, seen) => {
    bench.answerJson({});
    await bench.call(bench.tool({ auth }), { secrets: { key: 'the-secret' } });
    expect(bench.server.seen).toMatchObject([seen]);
  });

  it('without a filled slot calls nothing and names the slot', async () => {
    const result = await bench.call(bench.tool({ auth: { kind: 'bearer', secret: 'weather_key' } }));
    expect(result).toMatchObject({ isError: true, content: expect.stringContaining('"weather_key" is not filled in') });
    expect(bench.server.seen).toEqual([]);
  });

  it.each([200, 400, 500])('keeps the secret out of what an echoing service says with status %i', async (status) => {
    const secret = 'k&y/with=signs';
    bench.answer(({ path, headers }, response) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${path} ${headers.authorization}`),
    );
    for (const auth of [
      { kind: 'query', name: 'k', secret: 'key' },
      { kind: 'bearer', secret: 'key' },
    ]) {
      const { content } = await bench.call(bench.tool({ auth }, { retries: 0 }), { secrets: { key: secret } });
      expect(content).toContain('[hidden]');
      expect(content).not.toContain(secret);
      expect(content).not.toContain(encodeURIComponent(secret));
    }
  });
});

it('hides a secret before it cuts, so that no half of one is left', async () => {
  const secret = 'a-secret-of-some-length';
  const tool = bench.tool({ auth: { kind: 'bearer', secret: 'key' } });
  for (const [before, status] of [
    [11_990, 200],
    [290, 400],
    [7_990, 400],
  ] as const) {
    bench.answer((_request, response) =>
      response.writeHead(status).end(`${'x'.repeat(before)}${secret}${'y'.repeat(9)}`),
    );
    const { content } = await bench.call(tool, { secrets: { key: secret } });
    expect(content).not.toContain('a-sec');
  }
});

describe('retries', () => {
  const flaky = (failures: number, status: number, headers: Record<string, string> = {}) => {
    let seen = 0;
    bench.answer((_request, response) => {
      seen += 1;
      if (seen <= failures) response.writeHead(status, headers).end('not now');
      else response.end('at last');
    });
  };

  it.each([429, 500, 503])('of a GET follow status %i, longer each time', async (status) => {
    flaky(2, status);
    const result = await bench.call(bench.tool({ method: 'GET' }, { retries: 2 }));
    expect(result).toMatchObject({ isError: false, content: 'at last' });
    expect(bench.waits).toHaveLength(2);
    expect(bench.waits[0]).toBeGreaterThanOrEqual(187);
    expect(bench.waits[1]).toBeGreaterThanOrEqual(375);
  });

  it('wait as long as the service says, but not beyond the time of the call', async () => {
    flaky(1, 429, { 'retry-after': '3' });
    expect(await bench.call(bench.tool({ method: 'GET' }))).toMatchObject({ content: 'at last' });
    expect(bench.waits).toEqual([3_000]);
    bench.clear();
    flaky(1, 503, { 'retry-after': '60' });
    expect(await bench.call(bench.tool({ method: 'GET' }))).toMatchObject({ isError: true });
    expect(bench.waits).toEqual([]);
  });

  it('of a POST are not made once it was sent', async () => {
    flaky(1, 503);
    expect(await bench.call(bench.tool({}, { retries: 3 }))).toMatchObject({ isError: true });
    expect(bench.server.seen).toHaveLength(1);
  });

  it('follow a broken connection of a GET, not of a POST', async () => {
    let isFirst = true;
    bench.answer((_request, response) => {
      if (isFirst) response.destroy();
      else response.end('at last');
      isFirst = false;
    });
    expect(await bench.call(bench.tool({ method: 'GET' }))).toMatchObject({ content: 'at last' });
    isFirst = true;
    expect(await bench.call(bench.tool())).toMatchObject({
      isError: true,
      content: expect.stringContaining('broke off'),
    });
  });

  it('are not made for other refusals', async () => {
    flaky(1, 400);
    expect(await bench.call(bench.tool({ method: 'GET' }, { retries: 3 }))).toMatchObject({ isError: true });
    expect(bench.server.seen).toHaveLength(1);
  });
});

describe('an answer', () => {
  const say = (type: string | null, body: string | Buffer, status = 200) =>
    bench.answer((_request, response) =>
      response.writeHead(status, type === null ? {} : { 'content-type': type }).end(body),
    );

  it.each([
    [401, 'choose how the tool proves that'],
    [404, "the tool's address and method"],
    [422, 'Check the arguments'],
    [429, 'try again later'],
    [500, 'The service has trouble'],
    [304, 'check the address'],
  ])('of status %i is an error that names tool, host, status and remedy', async (status, remedy) => {
    say('text/plain', 'words of the service', status);
    const { isError, content } = await bench.call(bench.tool({}, { retries: 0 }));
    expect(isError).toBe(true);
    expect(content).toContain(`The tool "try_it" failed: ${bench.server.host} answered with status ${status}`);
    expect(content).toContain(remedy);
  });

  it('that is a web page becomes its words', async () => {
    say('text/html', '<head><title>T</title></head><script>evil()</script><h1>Hello &amp; welcome</h1><p>Two<br>lines');
    expect(await bench.call(bench.tool())).toMatchObject({
      content: 'The service answered with a web page; its text:\nHello & welcome\nTwo\nlines',
    });
  });

  it.each([
    ['image/png', Buffer.from([0x89, 0x50])],
    ['application/pdf', '%PDF'],
    [null, Buffer.from([0, 1, 2, 255])],
    ['application/json', '{broken'],
  ])('of %s that can not be read is refused', async (type, body) => {
    say(type, body);
    expect(await bench.call(bench.tool())).toMatchObject({ isError: true });
  });

  it('that is empty is told as done, and a long one is cut with a note', async () => {
    say(null, '');
    expect(await bench.call(bench.tool())).toMatchObject({ isError: false, content: 'Done (status 200, no content).' });
    say('text/plain', 'x'.repeat(50_000));
    const { content } = await bench.call(bench.tool());
    expect(content).toHaveLength(12_000 + '\n[Cut here: the answer has 50,000 characters.]'.length);
    expect(content).toContain('50,000 characters');
  });

  it('is mapped by JMESPath or a template', async () => {
    bench.answerJson({ days: [{ t: 1 }, { t: 2 }], city: { name: 'Ulm' } });
    const jmespath = { output: { kind: 'jmespath', expression: 'days[].t' } };
    expect(await bench.call(bench.tool(jmespath))).toMatchObject({ content: '[1,2]' });
    const named = { output: { kind: 'jmespath', expression: 'city.name' } };
    expect(await bench.call(bench.tool(named))).toMatchObject({ content: 'Ulm' });
    const template = { output: { kind: 'template', text: '{{city.name}}: {{ days.1.t }}{{nothing}} {{constructor}}' } };
    expect(await bench.call(bench.tool(template))).toMatchObject({ content: 'Ulm: 2 ' });
    const empty = { output: { kind: 'template', text: '{{nothing}}' } };
    expect(await bench.call(bench.tool(empty))).toMatchObject({
      isError: true,
      content: expect.stringContaining('none of the values'),
    });
  });

  it('that comes too late ends the call', async () => {
    bench.answer(() => undefined);
    const result = await bench.call(bench.tool({}, { timeoutMs: 150 }));
    expect(result).toMatchObject({ isError: true, content: expect.stringContaining('did not answer within 0.15 s') });
  });

  it('ends when the caller leaves', async () => {
    const leaving = new AbortController();
    bench.answer(() => leaving.abort());
    await expect(bench.call(bench.tool(), { signal: leaving.signal })).rejects.toMatchObject({ code: 'client_closed' });
  });
});

it('a host that the node may not call is refused with the remedy', async () => {
  const result = await bench.call(bench.tool({ url: 'https://169.254.169.254/latest' }));
  expect(result).toMatchObject({ isError: true, content: expect.stringContaining('"privateHosts" in policy.json') });
});
