import { homedir } from 'node:os';

/** The settings of pip, proxies and certificates that downloads honour, as the environment gives them. */
export function readDownloadEnvironment(): { home: string; variables: Record<string, string | undefined> } {
  return { home: homedir(), variables: { ...process.env } };
}
