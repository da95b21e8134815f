import type { ReactNode } from 'react';
import { Shell } from '#app/_shell/shell.tsx';
import { currentAccount } from '#app/_trpc/server-api.ts';
import { ChainProvider } from '#app/_wallet/chain-context.tsx';
import { readBrowserFacts } from '#server/api/chain-facts.ts';

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const account = await currentAccount();
  return (
    <ChainProvider facts={readBrowserFacts()}>
      <Shell accountName={account.name}>{children}</Shell>
    </ChainProvider>
  );
}
