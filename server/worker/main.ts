import { pinJobs } from '#server/blobs/ipfs/pin-jobs.ts';
import { databaseUrl } from '#server/database-url.ts';
import { deploymentJobs } from '#server/deployments/deployment-jobs.ts';
import { openDeps } from '#server/deps.ts';
import { evaluationJobs } from '#server/evaluations/evaluation-jobs.ts';
import { runJobs } from '#server/jobs/run-jobs.ts';
import { knowledgeJobs } from '#server/knowledge/knowledge-jobs.ts';
import { toolJobs } from '#server/tools/tool-jobs.ts';
import { trialJobs } from '#server/trials/trial-jobs.ts';

const deps = openDeps('worker');
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
process.on('disconnect', () => stopping.abort());

deps.log.info('worker.started');
process.send?.({ ready: true });
await runJobs(deps, {
  kinds: { ...knowledgeJobs, ...deploymentJobs, ...evaluationJobs, ...toolJobs, ...pinJobs, ...trialJobs },
  databaseUrl: databaseUrl(deps.config),
  concurrency: deps.config.values.GAIA_WORKER_JOBS,
  signal: stopping.signal,
});
await deps.close();
deps.log.info('worker.stopped');
if (process.connected) process.disconnect();
