import { isSpdxName } from '#protocol/market/spdx-licences.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';

const shortestText = 40;

/** Whether people are told what they may do: an SPDX identifier, or a text long enough to say something. */
export function checkLicence(licence: string): CheckResult {
  const text = licence.trim();
  const kind = 'licence' as const;
  if (isSpdxName(text)) {
    return { kind, outcome: 'passed', message: `Licensed as ${text}.`, detail: { spdx: text } };
  }
  if (text.length >= shortestText) {
    return { kind, outcome: 'passed', message: 'Licensed by an own text.', detail: { characters: text.length } };
  }
  const message = `“${text.slice(0, 40)}” is neither a known licence nor a text of its own; choose one from the list, or write at least ${shortestText} characters.`;
  return { kind, outcome: 'failed', message, detail: {} };
}
