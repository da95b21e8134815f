const kept = /^(PATH|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/i;

/** The environment of PostgreSQL's programs: this process's, without keys and settings. */
export function databaseEnvironment(source: Record<string, string | undefined> = process.env): NodeJS.ProcessEnv {
  const entries = Object.entries(source).filter(([name]) => kept.test(name));
  return { ...Object.fromEntries(entries), NODE_ENV: 'production' };
}
