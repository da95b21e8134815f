import { AppError } from '#protocol/errors.ts';
import { templateFunctions } from '#protocol/prompts/template-names.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { PluginQuestion, PromptMeans } from '#runtime/prompts/prompt-means.ts';
import { fetchValue } from './fetch-value.ts';
import { formatDate } from './format-date.ts';
import { lookUpKnowledge } from './look-up-knowledge.ts';

/** Longest text that a function puts into a prompt, in UTF-16 units. */
const longestResult = 4_000;
const timeLimitMs = 10_000;

export type FunctionDeps = PromptMeans & { engine: Engine; store: VectorStore };

export interface FunctionCall {
  name: string;
  arguments: string[];
  /** What is being asked of which agent; `plugin` is of no meaning here. */
  about: Omit<PluginQuestion, 'plugin'>;
}

/** Calls a function of a template within its limits of time and length. Throws `AppError` with a reason in words; `client_closed` when the caller has left. */
export async function callFunction(deps: FunctionDeps, { name, about, ...call }: FunctionCall): Promise<string> {
  const late = AbortSignal.timeout(timeLimitMs);
  const signal = AbortSignal.any([about.signal, late]);
  const run = functions[name];
  const allowed = Object.hasOwn(templateFunctions, name) ? templateFunctions[name] : undefined;
  if (!run || !allowed) throw new AppError('invalid_input', `there is no function "${name}"`);
  if (call.arguments.length < allowed.least || call.arguments.length > allowed.most)
    throw new AppError('invalid_input', `write it as in ${allowed.example}`);
  const tooLate = Promise.withResolvers<never>();
  const stop = () => tooLate.reject(lateOrGone(about.signal));
  signal.addEventListener('abort', stop, { once: true });
  try {
    const text = await Promise.race([run(deps, call.arguments, { ...about, signal }), tooLate.promise]);
    return text.length > longestResult ? `${text.slice(0, longestResult)} […]` : text;
  } catch (cause) {
    if (signal.aborted) throw lateOrGone(about.signal);
    throw cause;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function lateOrGone(signal: AbortSignal): AppError {
  if (signal.aborted) return new AppError('client_closed');
  return new AppError('upstream_timeout', `it took longer than ${timeLimitMs / 1_000} s`);
}

type Run = (deps: FunctionDeps, given: string[], about: FunctionCall['about']) => Promise<string>;

const functions: Record<string, Run> = {
  date: async ({ clock, timeZone }, [format = '', offset]) => formatDate({ now: clock(), timeZone, format, offset }),

  search: (deps, [query = ''], { agent, signal }) => lookUpKnowledge(deps, { agent, query }, signal),

  async get({ fetch }, [url = '', path], { signal }) {
    if (!fetch) throw new AppError('conflict', 'this node has no way to the web');
    return fetchValue(fetch, { url, path, timeoutMs: timeLimitMs }, signal);
  },

  async web_search({ searchWeb }, [query = ''], { signal }) {
    if (!searchWeb)
      throw new AppError('conflict', 'no search service is set on this node (GAIA_SEARCH_URL in its settings)');
    if (query.trim() === '') throw new AppError('invalid_input', 'there is nothing to search for');
    const results = await searchWeb(query, signal);
    if (results.length === 0) return `[nothing found on the web about "${query.slice(0, 200)}"]`;
    const lines = results
      .slice(0, 5)
      .map(({ title, url, snippet }, index) => `${index + 1}. ${title}: ${snippet} (${url})`);
    return lines.join('\n');
  },

  async plugin({ runPromptFunction }, [plugin = '', ...given], about) {
    if (!runPromptFunction) throw new AppError('conflict', 'this node runs no plugins');
    return runPromptFunction({ ...about, plugin, arguments: given });
  },
};
