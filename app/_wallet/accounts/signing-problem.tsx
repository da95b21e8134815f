'use client';
import { TRPCClientError } from '@trpc/client';
import { useTranslations } from 'next-intl';
import { Notice } from '#app/_ui/notice.tsx';
import { nameSigningFailure } from '#app/_wallet/name-signing-failure.ts';
import { SignInRefused } from './sign-in-by-wallet.ts';

/** Why nothing was signed, or why the studio did not take it, as a sentence. */
export function SigningProblem({ cause }: { cause: unknown }) {
  const t = useTranslations('wallet.signing');
  if (cause instanceof SignInRefused || cause instanceof TRPCClientError)
    return <Notice tone="bad">{cause.message}</Notice>;
  const failure = nameSigningFailure(cause);
  return (
    <Notice tone={failure === 'rejected' ? 'warn' : 'bad'} title={t(`title.${failure}`)}>
      {t(`lead.${failure}`)}
    </Notice>
  );
}
