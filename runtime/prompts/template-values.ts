import { callerPrefix } from '#protocol/prompts/template-names.ts';
import { formatDate } from './functions/format-date.ts';
import type { PluginQuestion, PromptMeans } from './prompt-means.ts';

const longestQuestion = 4_000;

/** The value of every variable of one request. What the agent wrote comes last, so that nobody else can name it. */
export function templateValues(
  { clock, timeZone }: PromptMeans,
  { agent, question, language, metadata }: Omit<PluginQuestion, 'plugin'>,
): Map<string, string> {
  const { manifest } = agent;
  const date = (format: string) => formatDate({ now: clock(), timeZone, format });
  const builtIn = {
    date: date('YYYY-MM-DD'),
    time: date('HH:mm'),
    weekday: date('dddd'),
    agent: manifest.name,
    model: manifest.model.id,
    language: languageName(language),
    question: question.slice(0, longestQuestion),
  };
  return new Map([
    ...Object.entries(metadata).map(([key, value]) => [callerPrefix + key, value] as const),
    ...Object.entries(builtIn),
    ...Object.entries(manifest.prompts.variables),
  ]);
}

/** The language's English name, as models know it best. */
function languageName(code: string | null): string {
  if (!code) return 'the language of the question';
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}
