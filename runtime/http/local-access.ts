import { AppError } from '#protocol/errors.ts';
import type { LocalAccess } from './node-parts.ts';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** Who may use the node's own port: anybody on this machine, or with a key where others can reach it. Throws `invalid_input` for an open port without one. */
export function localAccess(settings: { host: string; apiKey: string | undefined }): LocalAccess {
  const { host, apiKey } = settings;
  if (!loopback.includes(host) && !apiKey) {
    throw new AppError(
      'invalid_input',
      `GAIA_NODE_HOST is ${host}, which others can reach; set GAIA_NODE_API_KEY, or listen on 127.0.0.1.`,
    );
  }
  if (apiKey) return { hosts: null, apiKey };
  return { hosts: [...new Set([...loopback, host])], apiKey: null };
}
