/** Path and query in the one spelling that both sides sign: as WHATWG URL writes them. */
export function controlPath(pathOrUrl: string): string {
  const url = new URL(pathOrUrl, 'http://node');
  return `${url.pathname}${url.search}`;
}
