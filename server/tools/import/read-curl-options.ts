import { SkipOperation } from './skip-operation.ts';

/** What the words of a curl command ask for. */
export interface CurlCall {
  method: string | null;
  url: string | null;
  headers: [string, string][];
  /** Pieces of the body, which curl joins with `&`. */
  parts: string[];
  isJson: boolean;
  isGet: boolean;
  user: string | null;
  notes: string[];
}

type Take = (call: CurlCall, value: string) => void;

const takesData: Take = (call, value) => {
  if (value.startsWith('@')) throw new SkipOperation(`It sends the file ${value.slice(1, 100)}; put its text in.`);
  call.parts.push(value);
};
const takesRaw: Take = (call, value) => void call.parts.push(value);
const takesForm: Take = () => {
  throw new SkipOperation('It sends several parts or files (multipart), which a tool cannot send.');
};
const takesHeader: Take = (call, value) => {
  if (value.startsWith('@')) throw new SkipOperation('Its headers are in a file; put them in.');
  const colon = value.indexOf(':');
  if (colon > 0) call.headers.push([value.slice(0, colon).trim(), value.slice(colon + 1).trim()]);
};
const takesUrl: Take = (call, value) => {
  if (call.url !== null) call.notes.push(`Only the first address is taken; left out: ${value.slice(0, 100)}.`);
  else call.url = value;
};
const leaves: Take = () => undefined;

const options: Record<string, Take> = {
  '-X': (call, value) => {
    call.method = value.toUpperCase();
  },
  '-H': takesHeader,
  '-d': takesData,
  '--data-raw': takesRaw,
  '--data-binary': takesData,
  '--data-urlencode': (call, value) => takesData(call, urlencoded(value)),
  '--json': (call, value) => {
    takesData(call, value);
    call.isJson = true;
  },
  '-u': (call, value) => {
    call.user = value;
  },
  '--oauth2-bearer': (call, value) => void call.headers.push(['Authorization', `Bearer ${value}`]),
  '-A': leaves,
  '-e': leaves,
  '-b': (call) => void call.notes.push('Cookies are left out.'),
  '-F': takesForm,
  '--form-string': takesForm,
  '-T': (_, value) => {
    throw new SkipOperation(`It uploads the file ${value.slice(0, 100)}, which a tool cannot send.`);
  },
  '--url': takesUrl,
};
const long: Record<string, string> = {
  '--request': '-X',
  '--header': '-H',
  '--data': '-d',
  '--data-ascii': '-d',
  '--user': '-u',
  '--user-agent': '-A',
  '--referer': '-e',
  '--cookie': '-b',
  '--form': '-F',
  '--upload-file': '-T',
};
/** Options with a value that says nothing about the call itself. */
const withValue = new Set([
  ...['-o', '--output', '-m', '--max-time', '--connect-timeout', '--retry', '--retry-delay', '-w', '--write-out', '-x'],
  ...['--proxy', '--cacert', '--capath', '-E', '--cert', '--key', '-c', '--cookie-jar', '--resolve', '--interface'],
  ...[
    '-r',
    '--range',
    '--limit-rate',
    '-D',
    '--dump-header',
    '--max-redirs',
    '--tls-max',
    '--ciphers',
    '-K',
    '--config',
  ],
]);

/** Reads a curl command's words, without the first. Throws `SkipOperation` for what a tool can't send. */
export function readCurlOptions(words: string[]): CurlCall {
  const call: CurlCall = {
    ...{ method: null, url: null, headers: [], parts: [], isJson: false, isGet: false, user: null, notes: [] },
  };
  for (let at = 0; at < words.length; ) at += readOption(call, words, at);
  return call;
}

/** Reads the word at this place, and returns how many words that took. */
function readOption(call: CurlCall, words: string[], at: number): number {
  const word = words[at] ?? '';
  const { name, glued } = nameOf(word);
  const take = Object.hasOwn(options, name) ? options[name] : undefined;
  if (take ?? withValue.has(name)) {
    take?.(call, glued ?? words[at + 1] ?? '');
    return glued === null ? 2 : 1;
  }
  if (word.startsWith('-') && word !== '-') readSwitches(call, word);
  else takesUrl(call, word);
  return 1;
}

/** `-XPOST` and `--request=POST` have the value in the same word; `-sXPOST` has switches before it. */
function nameOf(word: string): { name: string; glued: string | null } {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    return {
      name: Object.hasOwn(long, name) ? (long[name] ?? name) : name,
      glued: equals < 0 ? null : word.slice(equals + 1),
    };
  }
  const short = /^-[sSfLkivgG#0-3]*([XHduAebFToxmwrcEDK])(.*)$/s.exec(word);
  if (!short) return { name: word, glued: null };
  return { name: `-${short[1]}`, glued: short[2] || null };
}

function readSwitches(call: CurlCall, word: string): void {
  if (word === '--get' || /^-[a-zA-Z]*G/.test(word)) call.isGet = true;
  if (word === '--head' || /^-[a-zA-Z]*I/.test(word)) call.method = 'HEAD';
  if (word === '--insecure' || /^-[a-zA-Z]*k/.test(word)) call.notes.push('Certificates are always checked here.');
}

function urlencoded(value: string): string {
  const equals = value.indexOf('=');
  if (equals < 0) return encodeURIComponent(value);
  return `${value.slice(0, equals + 1)}${encodeURIComponent(value.slice(equals + 1))}`;
}
