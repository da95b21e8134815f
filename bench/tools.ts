import { modelReference } from '#protocol/models/catalogue.ts';
import { chatRequestSchema } from '#protocol/openai/chat-request.ts';
import { answerRequest } from '#runtime/answers/answer-request.ts';
import type { AnswerDeps, AnswerEvent } from '#runtime/answers/answer-types.ts';
import { noTools } from '#runtime/answers/tools/no-tools.ts';
import { openSchemaChecker } from '#runtime/engine/grammar/check/open-schema-checker.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import { testFingerprint, testManifest } from '#runtime/testing/test-manifest.ts';
import { known, openRealEngine } from './open-real-engine.ts';

const weather = {
  name: 'get_current_weather',
  description: 'Get the current weather in a given location',
  parameters: {
    type: 'object',
    properties: {
      location: { type: 'string', description: 'The city, e.g. San Francisco' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
    },
    required: ['location', 'unit'],
  },
};
const add = {
  name: 'add_numbers',
  description: 'Add two numbers',
  parameters: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] },
};
const tools = [weather, add].map((one) => ({ type: 'function', function: one }));

/** Questions, the function that each needs, and what its arguments must hold. */
const questions: [question: string, name: string | null, holds: string[]][] = [
  ['What is the weather like in Singapore?', 'get_current_weather', ['Singapore']],
  ['How warm is it in Berlin now?', 'get_current_weather', ['Berlin']],
  ['What is 17 plus 25?', 'add_numbers', ['17', '25']],
  ['Tell me the temperature in Tokyo in fahrenheit.', 'get_current_weather', ['Tokyo', 'fahrenheit']],
  ['Add 3 and 9.', 'add_numbers', ['3', '9']],
  ['What is the weather like in Nairobi today?', 'get_current_weather', ['Nairobi']],
  ['weather in Santiago de Chile please', 'get_current_weather', ['Santiago de Chile']],
  ['Tell me the weather of Kuala Lumpur in fahrenheit.', 'get_current_weather', ['"Kuala Lumpur"', 'fahrenheit']],
  ['What is the sum of 1250 and 48?', 'add_numbers', ['1250', '48']],
  ['Is it cold in Oslo?', 'get_current_weather', ['Oslo']],
  ['Hello, how are you?', null, []],
  ['Who wrote Romeo and Juliet?', null, []],
  ['What is a deposit?', null, []],
  ['Write a short sentence about dogs.', null, []],
  ['Thank you very much!', null, []],
];

/** How often a small model without a place for tools calls the right function, or none, when it decides alone and when the embedding model decides. */
export async function runToolsBench(): Promise<void> {
  const { engine } = await openRealEngine();
  const schemas = openSchemaChecker();
  const models = {
    chat: modelReference(known('smollm2-135m-instruct')),
    embedding: modelReference(known('all-minilm-l6-v2')),
    dimensions: 384,
  };
  const embedding = { ...models.embedding, fingerprint: testFingerprint(models) };
  const deps: AnswerDeps = { engine, store: openMemoryStore(), tools: noTools, schemas };
  const rows = [];
  for (const [question, name, holds] of questions) {
    const alone = await ask(deps, question, testManifest({ embedding: null }, models).manifest);
    const judged = await ask(deps, question, testManifest({ embedding }, models).manifest);
    rows.push({
      question,
      alone: alone.name === name,
      judged: judged.name === name,
      arguments: name === null ? '' : holds.every((part) => judged.arguments.includes(part)),
      said: judged.name === null ? '' : judged.arguments,
    });
  }
  console.table(rows);
  await schemas.close();
  await engine.close();
}

async function ask(deps: AnswerDeps, content: string, manifest: ReturnType<typeof testManifest>['manifest']) {
  const messages = [{ role: 'user', content }];
  const request = chatRequestSchema.parse({
    model: 'guide',
    messages,
    tools,
    temperature: 0,
    max_completion_tokens: 60,
  });
  const signal = new AbortController().signal;
  const agent = { manifest, collections: [] };
  const events: AnswerEvent[] = [];
  const input = { agent, request, scope: 'public' as const, callerId: '', choice: 0, signal };
  for await (const event of answerRequest(deps, input)) events.push(event);
  const call = events.find((event) => event.type === 'tool-call');
  const given = events.flatMap((event) => (event.type === 'tool-arguments' && event.index === 0 ? event.text : []));
  return { name: call?.name ?? null, arguments: given.join('') };
}
