'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/trpc.ts';

/** What people call a model, by its id: a model of one's own or a bought one has an id that tells nothing. The id itself where no such model is here any more. */
export function useModelName(): (modelId: string) => string {
  const { data: models = [] } = useQuery(useTRPC().model.list.queryOptions());
  return (modelId) => models.find(({ id }) => id === modelId)?.name ?? modelId;
}
