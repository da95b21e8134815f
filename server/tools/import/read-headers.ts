import type { ToolAuth } from '#protocol/tools/tool-definition.ts';
import type { FoundArgument } from './build-tool.ts';
import { secretSlot } from './secret-slot.ts';

const leftOut =
  /^(?:accept-encoding|connection|content-length|content-type|cookie|host|origin|priority|referer|user-agent|sec-.*|postman-token|cache-control|pragma)$/i;
const secretName = /(?:^|[-_])(?:api-?key|key|token|secret|auth|authorization|password|credential)s?(?:$|[-_])/i;

/** Headers as they stood in an example call: a credential becomes an auth slot (its value isn't kept), the rest the same value in every call. */
export function readHeaders(
  headers: [string, string][],
  service: string,
): { auth: ToolAuth; arguments: FoundArgument[]; notes: string[] } {
  const found: FoundArgument[] = [];
  const notes: string[] = [];
  let auth: ToolAuth = { kind: 'none' };
  for (const [name, value] of headers) {
    if (leftOut.test(name)) continue;
    if (!secretName.test(name)) {
      found.push({ name, in: 'header', schema: { type: 'string' }, isRequired: true, fixed: value });
    } else if (auth.kind === 'none') {
      auth = authOf(name, value, service);
      notes.push(noteOf(auth, value));
    } else notes.push(`Left out: the header ${name}, a second credential.`);
  }
  return { auth, arguments: found, notes };
}

function authOf(name: string, value: string, service: string): ToolAuth {
  const isAuthorization = name.toLowerCase() === 'authorization';
  if (isAuthorization && /^bearer\s/i.test(value)) return { kind: 'bearer', secret: secretSlot(service, 'token') };
  return { kind: 'header', name, secret: secretSlot(service, isAuthorization ? 'login' : name) };
}

function noteOf(auth: ToolAuth, value: string): string {
  const slot = auth.kind === 'none' ? '' : auth.secret;
  const basic = /^basic\s/i.test(value) ? ' with "Basic " before it' : '';
  return `The credential in the example was not kept: enter it as the secret of slot ${slot}${basic}.`;
}
