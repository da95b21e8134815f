import type { ToolAuth } from '#protocol/tools/tool-definition.ts';
import { listOf, objectOf, textOf } from './json-values.ts';
import { secretSlot } from './secret-slot.ts';
import { SkipOperation } from './skip-operation.ts';

interface Found {
  auth: ToolAuth;
  notes: string[];
}

/** How a request of a collection signs in. Throws `SkipOperation` for ways that a node can't go. */
export function readPostmanAuth(given: unknown, input: { service: string; fill: (text: string) => string }): Found {
  const type = textOf(objectOf(given).type);
  const value = valuesOf(objectOf(given)[type], input.fill);
  const slot = (what: string) => secretSlot(input.service, what);
  switch (type) {
    case '':
    case 'noauth':
      return { auth: { kind: 'none' }, notes: [] };
    case 'bearer':
      return kept({ kind: 'bearer', secret: slot('token') });
    case 'basic':
      return kept(
        { kind: 'header', name: 'Authorization', secret: slot('login') },
        ' as "Basic " and the base64 of user:password',
      );
    case 'apikey': {
      const name = value('key') || 'X-API-Key';
      return kept({ kind: value('in') === 'query' ? 'query' : 'header', name, secret: slot('key') });
    }
    case 'oauth2':
      return readOauth(value, slot('client'));
    default:
      throw new SkipOperation(`It signs in by "${type.slice(0, 40)}", which a node can't do.`);
  }
}

/** Version 2.1 has a list of keys and values, version 2.0 an object. */
function valuesOf(given: unknown, fill: (text: string) => string): (key: string) => string {
  if (!Array.isArray(given)) return (key) => fill(textOf(objectOf(given)[key]));
  const rows = listOf(given).map(objectOf);
  return (key) => fill(textOf(rows.find((row) => row.key === key)?.value));
}

function kept(auth: Exclude<ToolAuth, { kind: 'none' }>, how = ''): Found {
  return {
    auth,
    notes: [`Enter the secret of slot ${auth.secret}${how}; credentials in the collection were not kept.`],
  };
}

function readOauth(value: (key: string) => string, secret: string): Found {
  const tokenUrl = value('accessTokenUrl');
  const isOwn = value('grant_type') === 'client_credentials';
  if (!isOwn || URL.parse(tokenUrl)?.protocol !== 'https:')
    return {
      auth: { kind: 'bearer', secret },
      notes: [`A person signs in at this service: enter an access token as the secret of slot ${secret}.`],
    };
  const named = value('clientId');
  const clientId = named && !named.includes('{') ? named.slice(0, 300) : 'CLIENT_ID';
  const notes = clientId === 'CLIENT_ID' ? ['Enter your client id in place of CLIENT_ID.'] : [];
  const found = kept({ kind: 'oauth2', tokenUrl, clientId, scope: value('scope').slice(0, 500), secret });
  return { auth: found.auth, notes: [...notes, ...found.notes] };
}
