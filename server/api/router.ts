import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { accountRouter } from './account-router.ts';
import { agentRouter } from './agent-router.ts';
import { datasetRouter } from './dataset-router.ts';
import { deploymentRouter } from './deployment-router.ts';
import { disputeRouter } from './dispute-router.ts';
import { doctorRouter } from './doctor-router.ts';
import { domainRouter } from './domain-router.ts';
import { earningsRouter } from './earnings-router.ts';
import { evaluationRouter } from './evaluation-router.ts';
import { knowledgeRouter } from './knowledge-router.ts';
import { libraryRouter } from './library-router.ts';
import { marketRouter } from './market-router.ts';
import { modelRouter } from './model-router.ts';
import { nodeRouter } from './node-router.ts';
import { pluginRouter } from './plugin-router.ts';
import { promptRouter } from './prompt-router.ts';
import { saleRouter } from './sale-router.ts';
import { toolRouter } from './tool-router.ts';
import { trialRouter } from './trial-router.ts';
import { createCallerFactory, router } from './trpc.ts';
import { walletRouter } from './wallet-router.ts';

/** The studio's API, one router a noun. */
export const appRouter = router({
  account: accountRouter,
  agent: agentRouter,
  dataset: datasetRouter,
  deployment: deploymentRouter,
  dispute: disputeRouter,
  doctor: doctorRouter,
  domain: domainRouter,
  earnings: earningsRouter,
  evaluation: evaluationRouter,
  knowledge: knowledgeRouter,
  library: libraryRouter,
  market: marketRouter,
  model: modelRouter,
  node: nodeRouter,
  plugin: pluginRouter,
  prompt: promptRouter,
  sale: saleRouter,
  tool: toolRouter,
  trial: trialRouter,
  wallet: walletRouter,
});

export const createCaller = createCallerFactory(appRouter);

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
