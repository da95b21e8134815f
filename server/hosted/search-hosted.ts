import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { HostedAnswer, HostedSearch } from '#protocol/hosted/hosted-search.ts';
import { limits } from '#protocol/limits.ts';
import { retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import { modelReference } from '#protocol/models/catalogue.ts';
import { type SearchResult, searchResultSchema } from '#protocol/retrieval/trace.ts';
import type { Deps } from '#server/deps-type.ts';
import { embeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { onNode } from '#server/trials/ask-trial-node.ts';
import { findOpenTrial, type OpenTrial } from '#server/trials/find-open-trial.ts';
import { trialKnowledge } from '#server/trials/trial-collections.ts';
import { assertSignedSearch } from './assert-signed-search.ts';
import { coverageLimit } from './coverage-limit.ts';
import { findBuyer } from './find-buyer.ts';
import { handOut } from './hand-out.ts';
import { spendSearch } from './spend-search.ts';

/**
 * Searches private knowledge for a buyer's node, on its creator's node: a few passages a call, within the buyer's minute, the creator's day and the buyer's share of the whole. Passages are
 * handed out only where they are evidence. Throws as its parts do; a search that fails leaves no passage counted.
 */
export async function searchHosted(
  deps: Deps,
  input: { deedId: string; search: HostedSearch; signal: AbortSignal },
): Promise<HostedAnswer> {
  const { deedId, search, signal } = input;
  await assertSignedSearch(deps, input);
  const trial = await findOpenTrial(deps, { deedId });
  if (!trial.isHosted) throw new AppError('not_found', `“${trial.name}” is not offered for searching now.`);
  const node = search.node as Address;
  const buyer = await findBuyer(deps, { trial, node });
  if (search.passages === 0) return nothing(deps, trial, buyer.buyer);
  await spendSearch(deps, { trial, buyer: buyer.buyer });
  const found = await searchOnNode(deps, trial, { search, signal });
  const passages = found.evidence.isSufficient ? found.passages : [];
  const handed = await handOut(deps, { ...buyer, trial, node, passages });
  const ids = new Set(handed.passages.flatMap(({ chunkIds }) => chunkIds));
  const chunks = found.candidates.filter(({ chunkId }) => ids.has(chunkId));
  return { name: trial.name, ...handed, chunks, evidence: found.evidence };
}

async function searchOnNode(
  deps: Deps,
  trial: OpenTrial,
  { search, signal }: { search: HostedSearch; signal: AbortSignal },
): Promise<SearchResult> {
  const [knowledge] = await trialKnowledge(deps, trial);
  const part = knowledge?.manifest.knowledge;
  if (!knowledge || !part) throw new AppError('not_found', `“${trial.name}” holds no passages to search.`);
  const retrieval = retrievalSettingsSchema.parse({
    passages: Math.min(search.passages, trial.passagesPerCall),
    passageTokenBudget: limits.hostedTokensPerCall,
    ...(part.evidenceThreshold === null ? {} : { evidenceThreshold: part.evidenceThreshold }),
  });
  const embedding = { ...modelReference(embeddingModel(part.fingerprint.model)), fingerprint: part.fingerprint };
  const body = { collections: [knowledge.collection], embedding, query: search.query, retrieval };
  const request = { method: 'POST', path: '/control/search', body, signal };
  return onNode(deps, trial, (at) => requestControl(deps, { ...at, ...request }, searchResultSchema));
}

async function nothing(deps: Deps, trial: OpenTrial, buyer: string): Promise<HostedAnswer> {
  const { componentId, name } = trial;
  const handedOut = await deps.db.hostedChunk.count({ where: { componentId, buyer } });
  const evidence = { strength: 0, threshold: 0, isSufficient: false, reason: 'Nothing was searched.' };
  return { name, passages: [], chunks: [], evidence, coverage: { handedOut, limit: coverageLimit(trial) } };
}
