/** A request to try, with the endpoint it goes to. */
export interface ExampleRequest {
  name: 'question' | 'stream' | 'jsonSchema' | 'tool' | 'responses' | 'embedding';
  path: string;
  body: object;
}

const contact = {
  type: 'object',
  properties: {
    topic: { type: 'string', maxLength: 60 },
    sentiment: { enum: ['good', 'neutral', 'bad'] },
    urgency: { type: 'integer', minimum: 1, maximum: 5 },
  },
  required: ['topic', 'sentiment', 'urgency'],
  additionalProperties: false,
};

const weather = {
  name: 'get_current_weather',
  description: 'Gives the temperature in a city now.',
  parameters: {
    type: 'object',
    properties: { location: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
    required: ['location', 'unit'],
    additionalProperties: false,
  },
};

/** Requests that show what the API can do, filled in for one agent. */
export function exampleRequests(model: string, question: string): ExampleRequest[] {
  const messages = [{ role: 'user', content: question }];
  const chat = '/v1/chat/completions';
  const format = { type: 'json_schema', json_schema: { name: 'ticket', strict: true, schema: contact } };
  const complaint = [{ role: 'user', content: 'Sort this message: “My invoice is wrong for the third time!”' }];
  const inSingapore = [{ role: 'user', content: 'What is the weather like in Singapore?' }];
  return [
    { name: 'question', path: chat, body: { model, messages } },
    { name: 'stream', path: chat, body: { model, messages, stream: true, stream_options: { include_usage: true } } },
    { name: 'jsonSchema', path: chat, body: { model, messages: complaint, response_format: format } },
    {
      name: 'tool',
      path: chat,
      body: { model, messages: inSingapore, tools: [{ type: 'function', function: weather }], tool_choice: 'required' },
    },
    { name: 'responses', path: '/v1/responses', body: { model, input: question } },
    { name: 'embedding', path: '/v1/embeddings', body: { model, input: question } },
  ];
}
