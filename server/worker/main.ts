import { pinJobs } from '#server/blobs/ipfs/pin-jobs.ts';
import { runIndexer } from '#server/chain/index/run-indexer.ts';
import { databaseUrl } from '#server/database-url.ts';
import { deploymentJobs } from '#server/deployments/deployment-jobs.ts';
import { openDeps } from '#server/deps.ts';
import { evaluationJobs } from '#server/evaluations/evaluation-jobs.ts';
import { runJobs } from '#server/jobs/run-jobs.ts';
import { knowledgeJobs } from '#server/knowledge/knowledge-jobs.ts';
import { watchMarket } from '#server/market/watch-market.ts';
import { saleJobs } from '#server/sale/sale-jobs.ts';
import { toolJobs } from '#server/tools/tool-jobs.ts';
import { trialJobs } from '#server/trials/trial-jobs.ts';

const kinds = {
  ...knowledgeJobs,
  ...deploymentJobs,
  ...evaluationJobs,
  ...toolJobs,
  ...saleJobs,
  ...pinJobs,
  ...trialJobs,
};
const deps = openDeps('worker');
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
process.on('disconnect', () => stopping.abort());

deps.log.info('worker.started');
process.send?.({ ready: true });
const shared = { databaseUrl: databaseUrl(deps.config), signal: stopping.signal };
await Promise.all([
  runJobs(deps, {
    ...shared,
    kinds,
    concurrency: deps.config.values.GAIA_WORKER_JOBS,
  }),
  runIndexer(deps, shared),
  watchMarket(deps, shared),
]);
await deps.close();
deps.log.info('worker.stopped');
if (process.connected) process.disconnect();
