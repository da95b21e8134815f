import fs from 'node:fs';
import { expect, it } from 'vitest';
import { nodeEnvironment } from '#runtime/env.ts';
import { serverEnvironment } from '#server/env.ts';

const lines = fs.readFileSync('.env.example', 'utf8').split('\n');
const named = lines.flatMap((line) => /^#?\s?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);

it('.env.example names every setting of the schemas, and no other', () => {
  const known = [...Object.keys(serverEnvironment.shape), ...Object.keys(nodeEnvironment.shape)];
  expect([...named].sort()).toEqual([...new Set(known)].sort());
});

it('.env.example says of each setting what its schema says', () => {
  for (const schema of [serverEnvironment, nodeEnvironment]) {
    for (const [name, field] of Object.entries(schema.shape)) {
      const at = lines.findIndex((line) => line.startsWith(`# ${name}=`));
      if (name === 'GAIA_LOG_LEVEL' && schema === nodeEnvironment) continue;
      expect(lines[at - 1], name).toBe(`# ${field.description}`);
    }
  }
});
