interface Call {
  address: string;
  apiKey: string;
  model: string;
  question: string;
}

/** The same question asked by curl and by the official OpenAI clients. */
export function snippets({ address, apiKey, model, question }: Call): { name: string; code: string }[] {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: question }] });
  const text = JSON.stringify(question);
  return [
    {
      name: 'curl',
      code: `curl ${address}/chat/completions \\
  -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '${body.replaceAll("'", "'\\''")}'`,
    },
    {
      name: 'Python',
      code: `from openai import OpenAI

client = OpenAI(base_url="${address}", api_key="${apiKey}")
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": ${text}}],
)
print(answer.choices[0].message.content)`,
    },
    {
      name: 'JavaScript',
      code: `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${address}', apiKey: '${apiKey}' });
const answer = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: ${text} }],
});
console.log(answer.choices[0].message.content);`,
    },
  ];
}
