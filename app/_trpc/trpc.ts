'use client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#server/api/router.ts';

/** The studio's API in client components: `useTRPC().knowledge.list.queryOptions()` with `useQuery`. */
export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();
