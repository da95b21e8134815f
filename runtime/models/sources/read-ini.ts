export interface IniEntry {
  section: string;
  key: string;
  value: string;
}

/** `key = value` lines of a configuration file with their sections, in order; continued lines are joined, comments between them left out. */
export function readIni(text: string): IniEntry[] {
  const entries: IniEntry[] = [];
  const told = text.replace(/^[ \t]*[#;].*(?:\r?\n|$)/gm, '');
  const joined = told.replace(/\r?\n[ \t]+(?=\S)/g, ' ');
  let section = '';
  for (const line of joined.split(/\r?\n/)) {
    section = /^\[([^\]]+)\]/.exec(line)?.[1] ?? section;
    const pair = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (pair) entries.push({ section, key: (pair[1] ?? '').replaceAll('_', '-'), value: pair[2]?.trim() ?? '' });
  }
  return entries;
}
