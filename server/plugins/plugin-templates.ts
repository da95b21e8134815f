import { type PluginDefinition, pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';

export interface PluginTemplate {
  id: string;
  name: string;
  definition: PluginDefinition;
  /** An argument to try it with. */
  sample: unknown;
}

/** Plugins to start from, one of each kind: the worked examples of protocol/plugin-api, word for word. */
export const pluginTemplates: readonly PluginTemplate[] = [
  {
    id: 'web-results',
    name: 'Search the web and put the results into the prompt',
    definition: pluginDefinitionSchema.parse({
      name: 'web_results',
      kind: 'prompt-function',
      description: 'Fills {{plugin web_results "…"}} in a prompt with what a web search finds.',
      capabilities: { webSearch: true },
      source: `// Prompt function: {{plugin web_results "opening hours"}}, or {{plugin web_results}} for the question itself.
import type { Gaia, PromptFunctionPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

const webResults: PromptFunctionPlugin = async ({ arguments: [words], question }) => {
  const query = words || question;
  const pages = await gaia.webSearch(query);
  gaia.log(\`\${pages.length} pages for "\${query}"\`);
  if (pages.length === 0) return \`A web search for "\${query}" found nothing.\`;
  const lines = pages.slice(0, 5).map(({ title, url, snippet }) => \`- \${title} (\${url}): \${snippet}\`);
  return [\`Found on the web on \${gaia.date().date}:\`, ...lines].join('\\n');
};

export default webResults;
`,
      timeoutMs: 20000,
    }),
    sample: { arguments: [], question: 'When does the town library open?', language: 'en' },
  },
  {
    id: 'current-weather',
    name: 'Ask a service: the weather of now',
    definition: pluginDefinitionSchema.parse({
      name: 'current_weather',
      kind: 'tool',
      description: 'Temperature and wind at a place now.',
      parameters: {
        type: 'object',
        properties: {
          latitude: { type: 'number', description: 'Degrees north' },
          longitude: { type: 'number', description: 'Degrees east' },
        },
        required: ['latitude', 'longitude'],
      },
      capabilities: { fetchHosts: ['api.open-meteo.com'], keyValue: true },
      source: `// Tool: the weather of now. Capability: reach api.open-meteo.com; keep what was read, to ask once in ten minutes.
import type { Gaia, Json, ToolPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

interface Weather {
  time: string;
  temperature_2m: number;
  wind_speed_10m: number;
}

const currentWeather: ToolPlugin = async ({ latitude, longitude }) => {
  const place = \`\${Number(latitude).toFixed(2)},\${Number(longitude).toFixed(2)}\`;
  const kept = (await gaia.store.get(place)) as { at: number; weather: Json } | null;
  if (kept && Date.now() - kept.at < 600_000) return kept.weather;

  const fields = 'current=temperature_2m,wind_speed_10m';
  const url = \`https://api.open-meteo.com/v1/forecast?latitude=\${latitude}&longitude=\${longitude}&\${fields}\`;
  const answer = await gaia.fetch(url);
  if (answer.status !== 200) throw new Error(\`The weather service answered with status \${answer.status}.\`);

  const { current } = answer.json() as unknown as { current: Weather };
  const weather = { celsius: current.temperature_2m, windKmh: current.wind_speed_10m, at: current.time };
  await gaia.store.set(place, { at: Date.now(), weather });
  return weather;
};

export default currentWeather;
`,
      timeoutMs: 20000,
    }),
    sample: { latitude: 52.52, longitude: 13.41 },
  },
  {
    id: 'hide-contacts',
    name: 'Take contacts out of answers',
    definition: pluginDefinitionSchema.parse({
      name: 'hide_contacts',
      kind: 'post-processor',
      description: 'Removes e-mail addresses and telephone numbers from answers.',
      capabilities: {},
      source: `// Post-processor: no e-mail address and no telephone number leaves in an answer.
import type { Gaia, PostProcessorPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

const address = /[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+/g;
const telephone = /\\+?\\d[\\d ()/-]{7,}\\d/g;

const hideContacts: PostProcessorPlugin = ({ answer }) => {
  const text = answer.replace(address, '[address removed]').replace(telephone, '[number removed]');
  if (text !== answer) gaia.log('removed contacts');
  return text;
};

export default hideContacts;
`,
      timeoutMs: 5000,
    }),
    sample: {
      answer: 'Write to ada@example.org or call +49 30 1234567.',
      question: 'How do I reach Ada?',
      passages: [],
    },
  },
  {
    id: 'choose-by-mood',
    name: 'Choose a prompt by the mood of a question',
    definition: pluginDefinitionSchema.parse({
      name: 'choose_by_mood',
      kind: 'prompt-chooser',
      description: 'Takes the rule "calm" for upset people and "brief" for short questions.',
      capabilities: {},
      source: `// Prompt chooser: upset people get the rule "calm", short questions the rule "brief".
import type { Gaia, PromptChooserPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

const upset = /\\b(angry|unacceptable|complain|refund|lawyer|furious)\\b|!{2,}/i;

const chooseByMood: PromptChooserPlugin = ({ question, rules }) => {
  const calm = upset.test(question) && 'calm';
  const brief = question.split(/\\s+/).length < 6 && 'brief';
  const wanted = calm || brief || '';
  gaia.log(\`wanted: \${wanted || 'the usual prompt'}\`);
  return rules.includes(wanted) ? wanted : null;
};

export default chooseByMood;
`,
      timeoutMs: 5000,
    }),
    sample: { question: 'Opening hours?', language: 'en', rules: ['calm', 'brief'], hasEvidence: true, metadata: {} },
  },
];
