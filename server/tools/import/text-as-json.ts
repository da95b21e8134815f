import { limits } from '#protocol/limits.ts';
import { isCurl } from './is-curl.ts';
import { yamlToJson } from './yaml-to-json.ts';

/** The text as it is where it is JSON, curl commands, empty or above the limit, which others judge; otherwise it is read as YAML and comes back as JSON. Throws as `yamlToJson` does. */
export async function textAsJson(text: string, signal: AbortSignal): Promise<string> {
  if (text.trim() === '' || text.length > limits.toolImportLength || isCurl(text) || isJson(text)) return text;
  return yamlToJson(text, { signal });
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
