import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** pip's own default index. */
const defaultIndexUrl = `https://${['pypi', 'org'].join('.')}/simple/`;

export interface PipSettings {
  /** Simple indexes, in the order they are asked. */
  indexUrls: string[];
  /** PEM files with certificates to trust. */
  certificateFiles: string[];
}

interface Surroundings {
  home: string;
  variables: Record<string, string | undefined>;
}

/** What pip on this machine would use: environment variables over the user's and the machine's configuration files. */
export async function readPipSettings({ home, variables }: Surroundings): Promise<PipSettings> {
  const files = variables.PIP_CONFIG_FILE
    ? [variables.PIP_CONFIG_FILE]
    : [
        '/etc/pip.conf',
        '/etc/xdg/pip/pip.conf',
        path.join(home, '.pip/pip.conf'),
        path.join(home, '.config/pip/pip.conf'),
      ];
  const configured = new Map<string, string>();
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const [key, value] of readIni(text)) configured.set(key, value);
  }
  const setting = (name: string) =>
    variables[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] || configured.get(name) || undefined;
  const more = setting('extra-index-url')?.split(/\s+/).filter(Boolean) ?? [];
  const certificates = [setting('cert'), variables.REQUESTS_CA_BUNDLE, variables.SSL_CERT_FILE];
  return {
    indexUrls: [setting('index-url') ?? defaultIndexUrl, ...more].map((url) => (url.endsWith('/') ? url : `${url}/`)),
    certificateFiles: [...new Set(certificates.flatMap((file) => file || []))],
  };
}

/** `key = value` lines of the sections pip reads for downloads; continued lines are joined, comments between them left out. */
function readIni(text: string): [string, string][] {
  const entries: [string, string][] = [];
  const told = text.replace(/^[ \t]*[#;].*(?:\r?\n|$)/gm, '');
  const joined = told.replace(/\r?\n[ \t]+(?=\S)/g, ' ');
  let section = '';
  for (const line of joined.split(/\r?\n/)) {
    section = /^\[(\w+)\]/.exec(line)?.[1] ?? section;
    const pair = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (pair && ['global', 'install', 'download'].includes(section))
      entries.push([pair[1] ?? '', pair[2]?.trim() ?? '']);
  }
  return entries;
}
