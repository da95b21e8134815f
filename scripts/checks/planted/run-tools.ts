import { execFile } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** Something a tool says about a line of a file. */
export interface Finding {
  file: string;
  rule: string;
  line: number;
  message: string;
}

const biomeReport = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      message: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }).nullish() }).nullish(),
    }),
  ),
});
const oxlintReport = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

/** All that Biome says of the tree. */
export async function runBiome(folder: string): Promise<Finding[]> {
  const flags = ['check', '--reporter=json', '--max-diagnostics=none', '--error-on-warnings', '.'];
  const { diagnostics } = biomeReport.parse(JSON.parse(await output('@biomejs/biome/bin/biome', flags, folder)));
  return diagnostics.map(({ category, message, location }) => ({
    ...{ file: slashed(location?.path ?? ''), rule: category, line: location?.start?.line ?? 0, message },
  }));
}

/** All that oxlint says of the tree. */
export async function runOxlint(folder: string): Promise<Finding[]> {
  const flags = ['--type-aware', '--deny-warnings', '--format=json', '.'];
  const { diagnostics } = oxlintReport.parse(JSON.parse(await output('oxlint/bin/oxlint', flags, folder)));
  return diagnostics.map(({ code, message, filename, labels }) => ({
    ...{ file: slashed(filename), rule: code, line: labels[0]?.span.line ?? 0, message },
  }));
}

/** All that tsc says of the tree. */
export async function runTsc(folder: string): Promise<Finding[]> {
  const flags = ['--noEmit', '--pretty', 'false', '--incremental', 'false', '--tsBuildInfoFile', 'null'];
  const text = await output('typescript/bin/tsc', flags, folder);
  return [...text.matchAll(/^(\S.*?)\((\d+),\d+\): error (TS\d+): (.*)$/gm)].map(
    ([, file = '', line = '', rule = '', message = '']) => ({ file: slashed(file), rule, line: Number(line), message }),
  );
}

/** A tool ends with an error status when it finds something, which is no error here. */
function output(program: string, flags: string[], cwd: string): Promise<string> {
  const options = { cwd, encoding: 'utf8', maxBuffer: 64_000_000 } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, [path.resolve('node_modules', program), ...flags], options, (_, stdout) =>
      resolve(stdout),
    );
  });
}

const slashed = (file: string) => file.replaceAll('\\', '/').replace(/^\.\//, '');
