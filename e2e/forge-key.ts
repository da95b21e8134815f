import { openDeps } from '#server/deps.ts';
import { readServerConfig } from '#server/env.ts';
import { openKeyEnvelope, sealKeyEnvelope } from '#server/licences/open-key-envelope.ts';

// What a cheating operator can do: put another key in the place of the one that a component was encrypted with. Their studio then signs and delivers it like any other.
const deps = openDeps('forge-key', readServerConfig(process.env, { GAIA_LOG_LEVEL: 'silent' }));
const where = { version: { component: { name: process.argv[2] ?? '' } } };
const { versionId, envelope } = await deps.db.contentKey.findFirstOrThrow({ where, orderBy: { createdAt: 'desc' } });
const { salt } = openKeyEnvelope(deps, envelope);
const forged = sealKeyEnvelope(deps, { key: `0x${'66'.repeat(32)}`, salt });
await deps.db.contentKey.update({ where: { versionId }, data: { envelope: { ...forged } } });
await deps.close();
