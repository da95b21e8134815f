/** The proxy that the environment names for https, and the hosts that are reached without it. */
export interface ProxyEnvironment {
  url: string | null;
  noProxy: string[];
}

/** Reads HTTPS_PROXY and NO_PROXY, in either case. */
export function readProxyEnvironment(variables: Record<string, string | undefined> = process.env): ProxyEnvironment {
  const read = (name: string) => variables[name.toLowerCase()] || variables[name] || '';
  const noProxy = read('NO_PROXY')
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase().replace(/^\*?\./, ''))
    .filter((entry) => entry !== '');
  return { url: read('HTTPS_PROXY') || null, noProxy };
}
