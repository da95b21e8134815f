import type { NodeParts } from '#runtime/http/node-parts.ts';
import { openBackgroundRunner } from '#runtime/responses/open-background-runner.ts';
import { openResponseStore } from '#runtime/responses/open-response-store.ts';
import { type ResponseParts, runResponse } from './run-response.ts';

/** Opens what keeps responses in a folder, and what makes those in the background. The runner is the caller's to resume and close. */
export function openResponses(parts: ResponseParts, folder: string): NodeParts['responses'] {
  const store = openResponseStore(folder);
  const run = runResponse.bind(null, parts);
  return { store, background: openBackgroundRunner({ store, run, log: parts.log }) };
}
