'use client';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '#server/api/router.ts';
import { TRPCProvider } from './trpc.ts';

/** Gives client components the studio's API: `useTRPC()` with TanStack Query. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queries] = useState(newQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc', transformer: superjson })] }),
  );
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** A refused request stays refused: only failures to connect are tried again. After any change, what is on the screen is asked again and what isn't is forgotten, so that no list shows what was deleted. */
function newQueryClient(): QueryClient {
  const retry = (failures: number, error: Error) => failures < 2 && !(error instanceof TRPCClientError && error.data);
  const queries: QueryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry } },
    mutationCache: new MutationCache({
      onSuccess: () => {
        queries.removeQueries({ type: 'inactive' });
        void queries.invalidateQueries();
      },
    }),
  });
  return queries;
}
