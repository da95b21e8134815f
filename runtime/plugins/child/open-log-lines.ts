import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';

/** Lines that sandboxed code logged: long ones are cut, and those past the limit are counted, not kept. */
export function openLogLines(): { add(line: string): void; lines(): string[] } {
  const kept: string[] = [];
  let dropped = 0;
  return {
    add(line) {
      if (kept.length >= pluginLimits.logLines) dropped += 1;
      else if (line.length > pluginLimits.logLineLength) kept.push(`${line.slice(0, pluginLimits.logLineLength)}…`);
      else kept.push(line);
    },
    lines: () => (dropped > 0 ? [...kept, `… and ${dropped} more lines`] : kept),
  };
}
