import { getTranslations } from 'next-intl/server';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { WalletSignIn } from '#app/_wallet/accounts/wallet-sign-in.tsx';
import { ChainProvider } from '#app/_wallet/chain-context.tsx';
import { errorCodes } from '#protocol/errors.ts';
import { readBrowserFacts } from '#server/api/chain-facts.ts';

export const metadata = { title: 'Sign in' };

interface SignInProps {
  searchParams: Promise<{ token?: string; error?: string }>;
}

/** A page with a button, so that programs that preview links don't use the link up. */
export default async function SignInPage({ searchParams }: SignInProps) {
  const { token, error } = await searchParams;
  const t = await getTranslations('shell.signIn');
  const wallet = await getTranslations('wallet.signIn');
  const errors = await getTranslations('errors');
  const facts = readBrowserFacts();
  const code = errorCodes.find((known) => known === error);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 p-4">
      <Card className="space-y-4 p-6">
        <h1 className="font-semibold text-xl">{token ? t('title') : t('missing')}</h1>
        {code && (
          <Notice tone="bad" title={t('failed')}>
            {t.has(`reason.${code}`) ? t(`reason.${code}`) : errors(code)}
          </Notice>
        )}
        {token ? (
          <form action="/api/sign-in" method="post" className="space-y-4">
            <p className="text-muted">{t('lead')}</p>
            <input type="hidden" name="token" value={token} />
            <Button type="submit" tone="accent">
              {t('button')}
            </Button>
          </form>
        ) : (
          <>
            <p className="text-muted">{t('missingLead')}</p>
            <CodeBlock label="Terminal" code="npm run sign-in-link" />
          </>
        )}
      </Card>
      {facts && (
        <Card className="space-y-4 p-6">
          <h2 className="font-semibold text-lg">{wallet('title')}</h2>
          <p className="text-muted">{wallet('lead')}</p>
          <ChainProvider facts={facts}>
            <WalletSignIn />
          </ChainProvider>
        </Card>
      )}
    </main>
  );
}
