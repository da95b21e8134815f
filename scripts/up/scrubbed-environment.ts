const kept =
  /^(PATH|LANG|LC_\w+|HOME|USER|TMPDIR|TEMP|TZ|TERM|SystemRoot|(?:https?|no|all)_proxy|\w*CA_BUNDLE|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|PIP_\w+|OTEL_\w+|QDRANT_\w+)$/i;

/** What a child process needs of our environment, and nothing else. */
export function scrubbedEnvironment(own: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => kept.test(name));
  return { ...Object.fromEntries(entries), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...own };
}
