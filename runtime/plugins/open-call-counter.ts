import { AppError } from '#protocol/errors.ts';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import type { PluginOutcome } from './plugin-runner.ts';

export type CallKind = keyof PluginOutcome['calls'];

/** Counts the calls of one run. `count` throws `rate_limited` past the limit of their kind. */
export function openCallCounter(): { calls: PluginOutcome['calls']; count(kind: CallKind): void } {
  const calls = { fetch: 0, searchKnowledge: 0, webSearch: 0, store: 0 };
  return {
    calls,
    count(kind) {
      const most = pluginLimits.calls[kind];
      if (calls[kind] >= most) throw new AppError('rate_limited', `A run may call gaia.${kind} ${most} times.`);
      calls[kind] += 1;
    },
  };
}
