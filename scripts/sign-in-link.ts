import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { openDeps } from '#server/deps.ts';
import { readServerConfig } from '#server/env.ts';
import { readRunFile } from './up/run-file.ts';

// npm run sign-in-link: a fresh one-time link for the local owner.
const config = readServerConfig();
const run = readRunFile(config.values.GAIA_HOME);
const deps = openDeps('sign-in-link', config);
if (run) deps.origins.studio = run.studio;
const owner = await ensureLocalOwner(deps);
const { url, expiresAt } = await createSignInLink(deps, { accountId: owner.id });
console.log(`${url}\nWorks once, until ${expiresAt.toLocaleTimeString()}.`);
await deps.close();
