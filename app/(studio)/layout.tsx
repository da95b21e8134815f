import type { ReactNode } from 'react';
import { Shell } from '#app/_shell/shell.tsx';
import { currentAccount } from '#app/_trpc/server-api.ts';

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const account = await currentAccount();
  return <Shell accountName={account.name}>{children}</Shell>;
}
