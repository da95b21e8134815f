import path from 'node:path';
import { createAccount } from '#server/accounts/create-account.ts';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { openDeps } from '#server/deps.ts';
import { readServerConfig } from '#server/env.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { seedPrompts } from '#server/seed/seed-prompts.ts';
import { seedSample } from '#server/seed/seed-sample.ts';
import { readRunFile } from './up/run-file.ts';

// npm run seed: while the product runs, fills it with people, prompts and the sample, under fixed ids. Safe to repeat.
const people = [
  { id: '01900000-0000-7000-8000-000000000002', name: 'Ada' },
  { id: '01900000-0000-7000-8000-000000000003', name: 'Ben' },
];

const config = readServerConfig({ GAIA_LOG_LEVEL: 'silent', ...process.env });
const run = readRunFile(config.values.GAIA_HOME);
if (!run) {
  console.error('GaiaNet does not run here; start it with npm run up, then seed.');
  process.exit(1);
}
const deps = openDeps('seed', config);
Object.assign(deps.origins, { studio: run.studio, gateway: run.gateway });
const owner = await ensureLocalOwner(deps);
const node = (await listNodes(deps, { ownerId: owner.id })).find(({ isOnline }) => isOnline);
if (!node) throw new Error('None of the nodes is online; npm run doctor says why.');
await seedPrompts(deps, { ownerId: owner.id });
const folder = path.resolve('docs/handbook');
const told = { say: () => undefined, note: (line: string) => console.log(line) };
await seedSample(deps, { ownerId: owner.id, nodeId: node.id, chatModelId: 'smollm2-135m-instruct', folder, ...told });
for (const person of people) {
  const known = await deps.db.account.findUnique({ where: { id: person.id }, select: { id: true } });
  if (!known) await createAccount(deps, person);
  await seedPrompts(deps, { ownerId: person.id });
  const { url } = await createSignInLink(deps, { accountId: person.id });
  console.log(`${person.name} signs in once with ${url}`);
}
await deps.close();
