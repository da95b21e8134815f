import { hideSecrets } from '#runtime/tools/hide-secrets.ts';
import { cutContent } from '#runtime/tools/output/cut-content.ts';
import { mapOutput } from '#runtime/tools/output/map-output.ts';
import type { RemoteCall, RemoteOutcome, RemoteParts } from '#runtime/tools/tool-call.ts';
import type { SafeResponse } from '#runtime/web/safe-fetch.ts';
import { authorize } from './authorize.ts';
import { buildToolRequest, type HttpTarget } from './build-tool-request.ts';
import { readAnswer } from './read-answer.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { sendWithRetries } from './send-with-retries.ts';

const rawLength = 8_000;

/** Calls an HTTPS service as its tool says. Refusals of the service are outcomes; what keeps the call from being made or answered is thrown as AppErrors. */
export async function callHttpTool(parts: RemoteParts, call: RemoteCall, target: HttpTarget): Promise<RemoteOutcome> {
  const request = buildToolRequest(target, call.arguments);
  const { answer, hidden } = await sendAuthorized(parts, call, request);
  // Before anything is cut: half a secret would no longer be found.
  const hide = (text: string) => hideSecrets(text, hidden);
  const raw = hide(new TextDecoder().decode(answer.body)).slice(0, rawLength);
  const { status } = answer;
  if (status < 200 || status >= 300) {
    const content = refusalSentence(call.definition, { ...answer, text: hide(safeText(answer)) });
    return { isError: true, content, status, raw };
  }
  const input = { answer: readAnswer(answer), status, arguments: call.arguments, signal: call.signal };
  return { isError: false, content: cutContent(hide(await mapOutput(target.output, input))), status, raw };
}

/** A token that was refused may have been withdrawn early: it is asked for anew, once. */
async function sendAuthorized(
  parts: RemoteParts,
  call: RemoteCall,
  request: ReturnType<typeof buildToolRequest>,
): Promise<{ answer: SafeResponse; hidden: string[] }> {
  const { auth } = call.definition.target;
  const first = await authorize(parts, call, request);
  const answer = await sendWithRetries(parts, call, first.request);
  if (answer.status !== 401 || (auth.kind !== 'oauth2' && auth.kind !== 'sign-in')) {
    return { answer, hidden: first.hidden };
  }
  const secret = call.secrets[auth.secret] ?? '';
  if (auth.kind === 'oauth2') parts.tokens.forget({ auth, secret });
  else parts.grants.refuse(secret, bearerOf(first.request));
  const second = await authorize(parts, call, request);
  const again = await sendWithRetries(parts, call, second.request);
  return { answer: again, hidden: [...first.hidden, ...second.hidden] };
}

function bearerOf({ headers }: ReturnType<typeof buildToolRequest>): string {
  return headers.authorization?.replace(/^Bearer /, '') ?? '';
}

/** What can be read of a refusal; its kind doesn't matter. */
function safeText(answer: SafeResponse): string {
  try {
    return readAnswer(answer).text;
  } catch {
    return '';
  }
}
