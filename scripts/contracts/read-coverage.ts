/** Lines found and hit in the files of an lcov report whose path starts with `folder`. */
export function readCoverage(lcov: string, folder: string): { found: number; hit: number; missed: string[] } {
  const total = { found: 0, hit: 0, missed: [] as string[] };
  for (const record of lcov.split('end_of_record')) {
    const file = /^SF:(.*)$/m.exec(record)?.[1];
    if (!file?.startsWith(folder)) continue;
    for (const [, line, count] of record.matchAll(/^DA:(\d+),(\d+)/gm)) {
      total.found += 1;
      if (count === '0') total.missed.push(`${file}:${line}`);
      else total.hit += 1;
    }
  }
  return total;
}
