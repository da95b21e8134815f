// npm run db:diff -- <name>: writes the next migration from what changed in prisma/schema.prisma; with --check it only says what.
import fs from 'node:fs';
import path from 'node:path';
import { schemaDrift } from './schema-drift.mjs';

const name = process.argv[2] ?? 'change';
const sql = await schemaDrift();
if (sql.trim() === '') {
  console.log('The migrations agree with prisma/schema.prisma; nothing to write.');
} else if (name === '--check') {
  console.log(`The migrations lack:\n${sql}\nWrite them with: npm run db:diff -- <name>`);
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join('prisma/migrations', `${stamp}_${name}`, 'migration.sql');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, sql);
  console.log(`Wrote ${file}`);
}
process.exit(0);
