import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { failureSentence } from './failure-sentence.ts';
import type { WebClient } from './open-web-client.ts';

const projectSchema = z.object({
  files: z.array(z.object({ filename: z.string(), url: z.string(), hashes: z.record(z.string(), z.string()) })),
});

export interface Wheel {
  fileName: string;
  url: string;
  sha256: string;
}

/** Finds a wheel of exactly this version on the indexes: PEP 691 JSON, or the HTML of PEP 503 where an index knows no JSON. */
export async function findWheel(
  web: WebClient,
  input: { indexUrls: string[]; name: string; version: string },
  signal: AbortSignal,
): Promise<Wheel> {
  const problems: string[] = [];
  for (const indexUrl of input.indexUrls) {
    const project = new URL(`${input.name.toLowerCase().replace(/[-_.]+/g, '-')}/`, indexUrl).href;
    const wheels = await listWheels(web, project, signal).catch((cause: unknown) => {
      signal.throwIfAborted();
      problems.push(failureSentence(cause));
      return [];
    });
    const prefix = `${input.name.replace(/[-_.]+/g, '_').toLowerCase()}-${input.version}-`;
    const wheel = wheels.find(({ fileName }) => fileName.endsWith('.whl') && fileName.toLowerCase().startsWith(prefix));
    if (wheel) return wheel;
  }
  const why = problems.length > 0 ? `: ${problems.join('; ')}` : '';
  throw new AppError('upstream_failed', `No package index here has ${input.name} ${input.version}${why}.`);
}

async function listWheels(web: WebClient, project: string, signal: AbortSignal): Promise<Wheel[]> {
  const accept = 'application/vnd.pypi.simple.v1+json, text/html;q=0.5';
  const response = await web.fetch(project, { headers: { accept }, signal });
  if (!response.ok) throw new AppError('upstream_failed', `the index answered ${response.status}`);
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json')) return readHtml(text, project);
  return projectSchema
    .parse(JSON.parse(text))
    .files.flatMap(({ filename, url, hashes }) =>
      hashes.sha256 ? [{ fileName: filename, url: new URL(url, project).href, sha256: hashes.sha256 }] : [],
    );
}

/** Links look like `<a href="…/name.whl#sha256=…">name.whl</a>`. */
function readHtml(html: string, project: string): Wheel[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"#]+)#sha256=([0-9a-f]{64})"[^>]*>([^<]+)<\/a>/gi)].map((match) => ({
    fileName: (match[3] ?? '').trim(),
    url: new URL((match[1] ?? '').replaceAll('&amp;', '&'), project).href,
    sha256: match[2] ?? '',
  }));
}
