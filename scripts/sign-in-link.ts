import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { openRunningDeps } from './up/open-running-deps.ts';
import { runCommand } from './up/run-command.ts';

// npm run sign-in-link: a fresh one-time link for the local owner.
await runCommand(async () => {
  const { deps } = await openRunningDeps('sign-in-link');
  try {
    const owner = await ensureLocalOwner(deps);
    const { url, expiresAt } = await createSignInLink(deps, { accountId: owner.id });
    console.log(`${url}\nWorks once, until ${expiresAt.toLocaleTimeString()}.`);
  } finally {
    await deps.close();
  }
});
