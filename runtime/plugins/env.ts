/** The environment of a sandbox's process: none of this process's but what Windows can't start a program without. */
export function sandboxEnvironment(source: Record<string, string | undefined> = process.env): NodeJS.ProcessEnv {
  const { SYSTEMROOT } = source;
  return { NODE_ENV: 'production', ...(SYSTEMROOT === undefined ? {} : { SYSTEMROOT }) };
}
