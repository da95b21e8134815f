import path from 'node:path';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import type { Deps } from '#server/deps-type.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { people } from '#server/seed/people.ts';
import { seedPeople } from '#server/seed/seed-people.ts';
import { seedSample } from '#server/seed/seed-sample.ts';
import { seedSecondNode } from '#server/seed/seed-second-node.ts';
import { setSeedTimes } from '#server/seed/set-seed-times.ts';
import { openRunningDeps } from './up/open-running-deps.ts';
import { runCommand } from './up/run-command.ts';

// npm run seed: while the product runs, fills it with three accounts, two nodes, prompts and the sample, under fixed ids and times. Safe to repeat.
await runCommand(async () => {
  const { deps, run } = await openRunningDeps('seed');
  try {
    if (!run) throw new Error('GaiaNet does not run here; start it with npm run up, then seed.');
    await seed(deps);
  } finally {
    await deps.close();
  }
});

async function seed(deps: Deps): Promise<void> {
  const owner = await ensureLocalOwner(deps);
  const node = (await listNodes(deps, { ownerId: owner.id })).find(({ isOnline }) => isOnline);
  if (!node) throw new Error('None of the nodes is online; npm run doctor says why.');
  const folder = path.resolve('docs/handbook');
  const told = { say: () => undefined, note: (line: string) => console.log(line) };
  await seedSample(deps, { ownerId: owner.id, nodeId: node.id, chatModelId: 'smollm2-135m-instruct', folder, ...told });
  await seedPeople(deps, { ownerId: owner.id });
  await seedSecondNode(deps, { ownerId: owner.id });
  await setSeedTimes(deps);
  console.log(`Nodes: “${node.name}” is online, “Workshop” is off`);
  for (const { id, name } of people) {
    const { url } = await createSignInLink(deps, { accountId: id });
    console.log(`${name} signs in once with ${url}`);
  }
}
