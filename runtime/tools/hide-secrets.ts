const shortest = 4;

/** A text in which no secret stands, neither as it is nor as addresses, forms, JSON and base64 write it: services like to repeat what they were sent. */
export function hideSecrets(text: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap(spellings)
    .toSorted((a, b) => b.length - a.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, '[hidden]'), text);
}

function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ];
}
