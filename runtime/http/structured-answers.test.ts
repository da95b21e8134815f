import { describe, expect, it } from 'vitest';
import { openTestApp, type TestApp, type TestAppOptions } from '#runtime/testing/open-test-app.ts';
import { readStream } from './testing/read-stream.ts';

const messages = [{ role: 'user', content: 'Hello?' }];
const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
  required: ['name', 'age'],
  additionalProperties: false,
};
const asPerson = { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: person } };
const ada = '{"name": "Ada", "age": 36}';
const plain: TestAppOptions = { texts: [] };

async function ask(test: TestApp, fields: object) {
  const response = await test.post('/v1/chat/completions', { model: 'guide', messages, ...fields });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
}

describe('an answer in a form', () => {
  it('is generated under the grammar of its schema', async () => {
    const test = await openTestApp({ ...plain, engine: { replies: [ada] } });
    const answer = await ask(test, { response_format: asPerson });
    expect(answer).toMatchObject({
      status: 200,
      choices: [{ message: { content: ada, refusal: null }, finish_reason: 'stop' }],
    });
    const [system] = test.engine.calls.chat[0]?.messages ?? [];
    expect(system).toMatchObject({ role: 'system', content: expect.stringContaining(JSON.stringify(person)) });
    expect(test.engine.calls.chat[0]?.grammar).toMatch(/^root ::= answer-1\n.*"\\"name\\""/s);
  });

  it('is generated under any object for json_object, and under the caller’s own grammar', async () => {
    const test = await openTestApp({ ...plain, engine: { replies: ['{}', 'yes'] } });
    expect((await ask(test, { response_format: { type: 'json_object' } })).status).toBe(200);
    expect(test.engine.calls.chat[0]?.grammar).toMatch(/^root ::= object\n/);
    expect((await ask(test, { grammar: 'root ::= "yes"' })).status).toBe(200);
    expect(test.engine.calls.chat[1]?.grammar).toBe('root ::= "yes"');
    expect((await ask(test, { response_format: { type: 'text' } })).status).toBe(200);
    expect(test.engine.calls.chat[2]?.grammar).toBeUndefined();
  });

  it('that ended by itself and does not fit is an error, not an answer', async () => {
    const test = await openTestApp({ ...plain, engine: { replies: ['{"name": "Ada", "age": -1}', '[]'] } });
    expect(await ask(test, { response_format: asPerson })).toMatchObject({
      status: 500,
      error: { code: 'internal', message: expect.stringContaining('/age must be >= 0') },
    });
    expect(await ask(test, { response_format: { type: 'json_object' } })).toMatchObject({ status: 500 });
  });

  it('that was cut at its length says so and is not checked', async () => {
    const test = await openTestApp({ ...plain, engine: { replies: [ada] } });
    expect(await ask(test, { response_format: asPerson, max_completion_tokens: 8 })).toMatchObject({
      status: 200,
      choices: [{ message: { content: ada.slice(0, 8) }, finish_reason: 'length' }],
    });
  });

  it('that does not fit ends its stream with an error event', async () => {
    const test = await openTestApp({ ...plain, engine: { replies: ['{"name": 1}'] } });
    const fields = { model: 'guide', messages, stream: true, response_format: asPerson };
    const response = await test.post('/v1/chat/completions', fields);
    const text = await response.text();
    expect(text).toContain('does not fit the format');
    expect(text).not.toContain('[DONE]');
  });
});

describe('a form that cannot be kept', () => {
  const schemaParam = 'response_format.json_schema.schema';
  const strictly = (schema: unknown) => ({
    response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
  });

  it.each([
    [
      strictly({ type: 'object', properties: { a: { not: {} } } }),
      'unsupported_schema',
      `${schemaParam}/properties/a/not`,
      '"not"',
    ],
    [
      strictly({ type: 'array', uniqueItems: true }),
      'unsupported_schema',
      `${schemaParam}/uniqueItems`,
      '"uniqueItems"',
    ],
    [strictly({ pattern: '(a)\\1' }), 'unsupported_schema', `${schemaParam}/pattern`, '\\1'],
    [strictly({ format: 'iri' }), 'unsupported_schema', `${schemaParam}/format`, 'iri'],
    [strictly({ $ref: 'https://a.example/b' }), 'unsupported_schema', `${schemaParam}/$ref`, 'another document'],
    [strictly({ type: 'king' }), 'invalid_input', `${schemaParam}/type`, 'must be one or several of'],
    [strictly({ type: 'integer', minimum: 3, maximum: 2 }), 'invalid_input', schemaParam, 'No value can fit'],
    [strictly(undefined), 'invalid_input', schemaParam, 'is missing'],
    [
      { grammar: 'root ::= "a"', response_format: { type: 'json_object' } },
      'invalid_input',
      'grammar',
      'exclude each other',
    ],
  ])('is refused with 400 that names keyword and place: %j', async (...row) => {
    const [fields, code, param, message] = row;
    for (const stream of [false, true]) {
      const test = await openTestApp(plain);
      const answer = await ask(test, { ...fields, stream });
      expect(answer).toMatchObject({ status: 400, error: { code, param, message: expect.stringContaining(message) } });
      expect(test.engine.calls.chat).toEqual([]);
    }
  });

  it('is kept as far as it can be without strict, and checked', async () => {
    const schema = { type: 'array', items: { enum: [1, 2] }, uniqueItems: true };
    const fields = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } };
    const test = await openTestApp({ ...plain, engine: { replies: ['[1, 2]', '[1, 1]'] } });
    expect((await ask(test, fields)).status).toBe(200);
    expect(await ask(test, fields)).toMatchObject({ error: { message: expect.stringContaining('duplicate') } });
  });
});

describe('an agent that keeps to its knowledge', () => {
  const evidence = { refusal: 'My sources say nothing.', notice: 'No source was found.' };
  const retrieval = {
    queryMessages: 1,
    denseLimit: 50,
    textLimit: 50,
    passages: 3,
    passageTokenBudget: 400,
    evidenceThreshold: 0.8,
  };
  const foreign = {
    model: 'guide',
    messages: [{ role: 'user', content: 'Who rules the sea?' }],
    response_format: asPerson,
  };

  it('refuses beside the form, as OpenAI does', async () => {
    const manifest = { evidence: { ...evidence, whenMissing: 'refuse' as const }, retrieval };
    const test = await openTestApp({ manifest });
    expect(await ask(test, foreign)).toMatchObject({
      choices: [{ message: { content: null, refusal: 'My sources say nothing.' }, finish_reason: 'stop' }],
      gaia: { outcome: 'refused' },
    });
    const { chunks } = await readStream(await test.post('/v1/chat/completions', { ...foreign, stream: true }));
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toContainEqual({ refusal: 'My sources say nothing.' });
  });

  it('says only in gaia.outcome that no source was found', async () => {
    const manifest = { evidence: { ...evidence, whenMissing: 'answer-and-say-so' as const }, retrieval };
    const test = await openTestApp({ manifest, engine: { replies: [ada] } });
    expect(await ask(test, foreign)).toMatchObject({
      choices: [{ message: { content: ada } }],
      gaia: { outcome: 'answered-without-source' },
    });
  });
});
