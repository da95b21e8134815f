const passedOn = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'SystemRoot', 'TEMP'];

/** The environment of the process that reads documents: no secret, no address, no proxy. */
export function readParserEnvironment(): NodeJS.ProcessEnv {
  const entries = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { NODE_ENV: 'production', ...Object.fromEntries(entries) };
}
