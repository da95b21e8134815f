const shortest = 4;

/** A text in which no secret stands, neither as it is nor as addresses and basic authentication write it: services like to repeat what they were sent. */
export function hideSecrets(text: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .toSorted((a, b) => b.length - a.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, '[hidden]'), text);
}
