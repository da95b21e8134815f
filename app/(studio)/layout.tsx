import type { ReactNode } from 'react';
import { Shell } from '#app/_shell/shell.tsx';
import { currentAccount } from '#app/_trpc/server-api.ts';
import { ChainProvider } from '#app/_wallet/chain-context.tsx';
import { SendDesk } from '#app/_wallet/send/send-desk.tsx';
import { readBrowserFacts } from '#server/api/chain-facts.ts';

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const account = await currentAccount();
  return (
    <ChainProvider facts={readBrowserFacts()}>
      <SendDesk>
        <Shell accountName={account.name}>{children}</Shell>
      </SendDesk>
    </ChainProvider>
  );
}
