/** A name for the slot of a server's secret: its host, in the letters that slots have. */
export function slotFor(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^(?:www|mcp|api)\./, '') : '';
  const name = host.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `mcp_${name}`.slice(0, 40).replace(/_+$/, '');
}
