import { hideSecrets } from '#runtime/tools/hide-secrets.ts';
import { mapOutput } from '#runtime/tools/output/map-output.ts';
import type { ServiceCall, ServiceOutcome, ServiceParts } from '#runtime/tools/tool-call.ts';
import type { SafeResponse } from '#runtime/web/safe-fetch.ts';
import { authorize } from './authorize.ts';
import { buildToolRequest, type HttpTarget } from './build-tool-request.ts';
import { readAnswer } from './read-answer.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { sendWithRetries } from './send-with-retries.ts';

const rawLength = 8_000;

/** Calls an HTTPS service as its tool says. Refusals of the service are outcomes; what keeps the call from being made or answered is thrown as AppErrors. */
export async function callHttpTool(
  parts: ServiceParts,
  call: ServiceCall,
  target: HttpTarget,
): Promise<ServiceOutcome> {
  const request = buildToolRequest(target, call.arguments);
  const { answer, hidden } = await sendAuthorized(parts, call, request);
  const hide = (text: string) => hideSecrets(text, hidden);
  const raw = hide(new TextDecoder().decode(answer.body.subarray(0, rawLength * 4)).slice(0, rawLength));
  const { status } = answer;
  if (status < 200 || status >= 300) {
    const content = hide(refusalSentence(call.definition, { ...answer, text: safeText(answer) }));
    return { isError: true, content, status, raw };
  }
  const input = { answer: readAnswer(answer), status, arguments: call.arguments, signal: call.signal };
  return { isError: false, content: hide(await mapOutput(target.output, input)), status, raw };
}

/** A token that was refused may have been withdrawn early: it is asked for anew, once. */
async function sendAuthorized(
  parts: ServiceParts,
  call: ServiceCall,
  request: ReturnType<typeof buildToolRequest>,
): Promise<{ answer: SafeResponse; hidden: string[] }> {
  const { auth } = call.definition.target;
  const first = await authorize(parts, call, request);
  const answer = await sendWithRetries(parts, call, first.request);
  if (auth.kind !== 'oauth2' || answer.status !== 401) return { answer, hidden: first.hidden };
  parts.tokens.forget({ auth, secret: call.secrets[auth.secret] ?? '' });
  const second = await authorize(parts, call, request);
  const again = await sendWithRetries(parts, call, second.request);
  return { answer: again, hidden: [...first.hidden, ...second.hidden] };
}

/** What can be read of a refusal; its kind doesn't matter. */
function safeText(answer: SafeResponse): string {
  try {
    return readAnswer(answer).text;
  } catch {
    return '';
  }
}
