/** Writes a value into the page's address, or takes it out; the server isn't asked again. */
export function writeAddress(name: string, value: string | null): void {
  const query = new URLSearchParams(window.location.search);
  if (value === null) query.delete(name);
  else query.set(name, value);
  const rest = query.toString();
  window.history.replaceState(null, '', rest === '' ? window.location.pathname : `?${rest}`);
}
