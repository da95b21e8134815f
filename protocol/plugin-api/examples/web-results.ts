// Prompt function: {{plugin web_results "opening hours"}}, or {{plugin web_results}} for the question itself.
import type { Gaia, PromptFunctionPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

const webResults: PromptFunctionPlugin = async ({ arguments: [words], question }) => {
  const query = words || question;
  const pages = await gaia.webSearch(query);
  gaia.log(`${pages.length} pages for "${query}"`);
  if (pages.length === 0) return `A web search for "${query}" found nothing.`;
  const lines = pages.slice(0, 5).map(({ title, url, snippet }) => `- ${title} (${url}): ${snippet}`);
  return [`Found on the web on ${gaia.date().date}:`, ...lines].join('\n');
};

export default webResults;
