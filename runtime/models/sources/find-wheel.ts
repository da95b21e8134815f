import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { failureSentence } from './failure-sentence.ts';
import type { WebClient } from './open-web-client.ts';

const projectSchema = z.object({
  files: z.array(z.object({ filename: z.string(), url: z.string(), hashes: z.record(z.string(), z.string()) })),
});

export interface Wheel {
  fileName: string;
  /** Starts with `file:` where it lies in a folder of this machine. */
  url: string;
  /** As its index says; null in a folder, which says nothing. */
  sha256: string | null;
}

/** Finds a wheel of exactly this version in the folders and on the indexes: PEP 691 JSON, or the HTML of PEP 503 where an index knows no JSON. */
export async function findWheel(
  web: WebClient,
  input: { indexUrls: string[]; findLinks: string[]; name: string; version: string },
  signal: AbortSignal,
): Promise<Wheel> {
  const problems: string[] = [];
  const project = `${input.name.toLowerCase().replace(/[-_.]+/g, '-')}/`;
  const prefix = `${input.name.replace(/[-_.]+/g, '_').toLowerCase()}-${input.version}-`;
  const places = [
    ...input.findLinks.map((place) => () => listLinks(web, place, signal)),
    ...input.indexUrls.map((url) => () => listPage(web, new URL(project, url).href, signal)),
  ];
  for (const list of places) {
    const wheels = await list().catch((cause: unknown) => {
      signal.throwIfAborted();
      problems.push(failureSentence(cause));
      return [];
    });
    const wheel = wheels.find(({ fileName }) => fileName.endsWith('.whl') && fileName.toLowerCase().startsWith(prefix));
    if (wheel) return wheel;
  }
  const why = problems.length > 0 ? `: ${problems.join('; ')}` : '';
  throw new AppError('upstream_failed', `No package index here has ${input.name} ${input.version}${why}.`);
}

/** A place of pip's `find-links`: a page, or a folder of this machine. */
async function listLinks(web: WebClient, place: string, signal: AbortSignal): Promise<Wheel[]> {
  if (/^https?:/.test(place)) return listPage(web, place, signal);
  const folder = place.startsWith('file:') ? fileURLToPath(place) : place;
  const names = await readdir(folder).catch(() => []);
  return names.map((fileName) => ({
    fileName,
    url: pathToFileURL(path.join(folder, fileName)).href,
    sha256: null,
  }));
}

async function listPage(web: WebClient, page: string, signal: AbortSignal): Promise<Wheel[]> {
  const accept = 'application/vnd.pypi.simple.v1+json, text/html;q=0.5';
  const response = await web.fetch(page, { headers: { accept }, signal });
  if (!response.ok) throw new AppError('upstream_failed', `the index answered ${response.status}`);
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json')) return readHtml(text, page);
  return projectSchema
    .parse(JSON.parse(text))
    .files.flatMap(({ filename, url, hashes }) =>
      hashes.sha256 ? [{ fileName: filename, url: new URL(url, page).href, sha256: hashes.sha256 }] : [],
    );
}

/** Links look like `<a href="…/name.whl#sha256=…">name.whl</a>`. */
function readHtml(html: string, page: string): Wheel[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"#]+)#sha256=([0-9a-f]{64})"[^>]*>([^<]+)<\/a>/gi)].map((match) => ({
    fileName: (match[3] ?? '').trim(),
    url: new URL((match[1] ?? '').replaceAll('&amp;', '&'), page).href,
    sha256: match[2] ?? '',
  }));
}
