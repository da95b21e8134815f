/** Variables that every prompt has, besides the agent's own and `caller.<key>`. */
export const builtInVariables = ['date', 'time', 'weekday', 'agent', 'model', 'language', 'question'] as const;

/** Functions of templates, with how many arguments each takes. */
export const templateFunctions: Readonly<Record<string, { least: number; most: number; example: string }>> = {
  date: { least: 1, most: 2, example: '{{date "YYYY-MM-DD" "+7d"}}' },
  search: { least: 1, most: 1, example: '{{search question}}' },
  get: { least: 1, most: 2, example: '{{get "https://api.example.org/status" "state"}}' },
  web_search: { least: 1, most: 1, example: '{{web_search question}}' },
  plugin: { least: 1, most: 9, example: '{{plugin name "argument"}}' },
};

/** Beginning of the names that come from `metadata` of a caller's request. */
export const callerPrefix = 'caller.';

/** How far a date may be moved: `+7d`, `-2w`, with h, d, w, m (months) or y. */
export const dateOffset = /^([+-])(\d{1,4})([hdwmy])$/;
