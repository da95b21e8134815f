// SQL that takes the database of the migrations to prisma/schema.prisma; empty when they agree.
import fs from 'node:fs';
import path from 'node:path';
import { openSchemaEngine } from './schema-engine.mjs';

/** Returns the SQL still missing from `prisma/migrations`, or an empty string. */
export async function schemaDrift() {
  const folder = 'prisma/migrations';
  const names = fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : [];
  const files = names
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name, 'migration.sql'))
    .sort();
  const { engine, schema } = await openSchemaEngine(files);
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', ...schema, configDir: '.' },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.exitCode === 0 ? '' : (result.stdout ?? '');
}
