'use client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#server/api/router.ts';

/** The studio's API in client components: `useTRPC().knowledge.list.queryOptions()` with `useQuery`; `useTRPCClient()` for what is sent as a body though it only reads. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
