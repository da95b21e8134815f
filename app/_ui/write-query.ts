/** Writes values into the page's address, empty ones out of it; the server isn't asked again. `push`: a step that the browser's way back undoes. */
export function writeQuery(parts: Record<string, string>, how: 'push' | 'replace'): void {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const rest = query.toString();
  const address = rest === '' ? window.location.pathname : `?${rest}`;
  if (how === 'push') window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
}
