const KiB = 1024;

/** Bounds of one run of a plugin, beside its own `timeoutMs` and `memoryMegabytes`, and of what a plugin may keep. */
export const pluginLimits = {
  /** The function's argument, and what it returns, as JSON in UTF-8. */
  inputBytes: 1_024 * KiB,
  outputBytes: 1_024 * KiB,
  stackBytes: 256 * KiB,
  /** Calls of each capability in a run. */
  calls: { fetch: 20, searchKnowledge: 20, webSearch: 10, store: 200 },
  /** What one `gaia.fetch` sends, and reads of the answer. */
  fetchBytes: 1_024 * KiB,
  fetchTimeoutMs: 20_000,
  queryLength: 2_000,
  logLines: 200,
  logLineLength: 1_000,
  /** `gaia.store`, for each agent and plugin. */
  storeKeys: 1_000,
  storeKeyLength: 200,
  storeValueBytes: 64 * KiB,
  storeBytes: 1_024 * KiB,
} as const;
