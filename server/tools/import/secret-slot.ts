/** The name of a secret slot for a service and what it is: lower case, at most 40 characters. */
export function secretSlot(service: string, what: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
  const name = `${plain(service).slice(0, 24)}_${plain(what)}`.replace(/^[^a-z]+/, '').replace(/_{2,}/g, '_');
  return name.slice(0, 40).replace(/_+$/, '') || 'service_key';
}
