import { readFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { readIni } from './read-ini.ts';

/** The index that pip itself takes where nothing else is configured. */
const publicIndexUrl = `https://${['pypi', 'org'].join('.')}/simple/`;

/** Sections that hold for downloads, the weaker first, as pip ranks them. */
const sections = ['global', 'install', 'download'];

export interface PipSettings {
  /** Simple indexes, in the order they are asked; none where pip is told to use none. */
  indexUrls: string[];
  /** Folders, or pages with links, that may hold wheels besides the indexes. */
  findLinks: string[];
  /** PEM files with certificates to trust. */
  certificateFiles: string[];
  /** Proxy of pip's own, besides those of the environment. */
  proxy?: string;
}

interface Surroundings {
  home: string;
  variables: Record<string, string | undefined>;
  platform?: NodeJS.Platform;
  /** Where the machine's own files start. */
  root?: string;
}

/** What pip on this machine would use: environment variables over its configuration files (https://pip.pypa.io/en/stable/topics/configuration/). */
export async function readPipSettings(surroundings: Surroundings): Promise<PipSettings> {
  const { variables } = surroundings;
  const configured = await readConfiguration(configurationFiles(surroundings));
  const setting = (name: string) =>
    variables[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] || configured.get(name) || undefined;
  const list = (name: string) => setting(name)?.split(/\s+/).filter(Boolean) ?? [];

  const indexUrls = isOn(setting('no-index'))
    ? []
    : [setting('index-url') ?? publicIndexUrl, ...list('extra-index-url')];
  const certificates = [setting('cert'), variables.REQUESTS_CA_BUNDLE, variables.SSL_CERT_FILE];
  const proxy = setting('proxy');
  return {
    indexUrls: indexUrls.map((url) => (url.endsWith('/') ? url : `${url}/`)),
    findLinks: list('find-links'),
    certificateFiles: [...new Set(certificates.flatMap((file) => file || []))],
    ...(proxy ? { proxy: proxy.includes('://') ? proxy : `http://${proxy}` } : {}),
  };
}

/** Later files win. A file named by the environment takes the place of the user's own; naming the null device turns all of them off. */
function configurationFiles({ home, variables, platform = process.platform, root = '/' }: Surroundings): string[] {
  const named = variables.PIP_CONFIG_FILE;
  if (named === devNull) return [];
  const { machine, user } = places({ home, variables, platform, root });
  const environment = variables.VIRTUAL_ENV ? [path.join(variables.VIRTUAL_ENV, fileName(platform))] : [];
  return [...machine, ...(named ? [] : user), ...environment, ...(named ? [named] : [])];
}

function places({ home, variables, platform, root }: Required<Surroundings>): { machine: string[]; user: string[] } {
  const old = path.join(home, platform === 'win32' ? 'pip' : '.pip', fileName(platform));
  if (platform === 'win32') {
    const roaming = variables.APPDATA ?? path.join(home, 'AppData', 'Roaming');
    const shared = variables.PROGRAMDATA ?? 'C:\\ProgramData';
    return { machine: [path.join(shared, 'pip', 'pip.ini')], user: [old, path.join(roaming, 'pip', 'pip.ini')] };
  }
  const xdg = path.join(variables.XDG_CONFIG_HOME || path.join(home, '.config'), 'pip', 'pip.conf');
  if (platform === 'darwin') {
    const support = path.join('Library', 'Application Support', 'pip', 'pip.conf');
    return { machine: [path.join(root, support)], user: [old, xdg, path.join(home, support)] };
  }
  const shared = (variables.XDG_CONFIG_DIRS || '/etc/xdg')
    .split(':')
    .map((folder) => path.join(root, folder, 'pip/pip.conf'));
  return { machine: [...shared, path.join(root, 'etc/pip.conf')], user: [old, xdg] };
}

function fileName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'pip.ini' : 'pip.conf';
}

async function readConfiguration(files: string[]): Promise<Map<string, string>> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const entries = texts.flatMap(readIni);
  const ranked = sections.flatMap((section) => entries.filter((entry) => entry.section === section));
  return new Map(ranked.map(({ key, value }) => [key, value]));
}

function isOn(value: string | undefined): boolean {
  return ['1', 'true', 'yes', 'on', 't', 'y'].includes(value?.toLowerCase() ?? '');
}
