'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/trpc.ts';
import type { RouterOutputs } from '#server/api/router.ts';

export type LicencePlanPart = RouterOutputs['library']['deployPlan'][number];

const lookEveryMs = 3_000;

interface FoundLicencePlan {
  /** Every licensed component of the version; null until it was looked up. */
  plan: LicencePlanPart[] | null;
  /** Those whose key the node would be refused. */
  lacking: LicencePlanPart[];
  /** The answer is still on its way. */
  isLooking: boolean;
  /** Why it could not be looked up; the node finds out by itself then. */
  problem: string | null;
}

/** Which licensed components a version holds and whether this node may run them; while something lacks, it is looked up again and again: people buy in another tab. */
export function useLicencePlan({
  agentVersionId,
  nodeId,
}: {
  agentVersionId: string;
  nodeId: string;
}): FoundLicencePlan {
  const { data, isPending, error } = useQuery({
    ...useTRPC().library.deployPlan.queryOptions({ agentVersionId, nodeId }),
    enabled: nodeId !== '',
    refetchInterval: (query) => (lackingOf(query.state.data).length > 0 ? lookEveryMs : false),
  });
  return {
    plan: data ?? null,
    lacking: lackingOf(data),
    isLooking: isPending && nodeId !== '',
    problem: error?.message ?? null,
  };
}

function lackingOf(plan: LicencePlanPart[] | undefined): LicencePlanPart[] {
  return (plan ?? []).filter(({ state }) => state !== 'ok');
}
