import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Notice } from '#app/_ui/notice.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { FinishSignIn } from '#app/(studio)/tools/_parts/finish-sign-in.tsx';

const word = z.string().min(1).nullable().default(null).catch(null);
/** RFC 6749 §4.1.2 and RFC 9207. */
const answerSchema = z.object({ state: z.string().min(1), code: word, iss: word, error: word });

/** Where sign-in services send the browser back to. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const t = await getTranslations('tools');
  const { data } = answerSchema.safeParse(await searchParams);
  return (
    <>
      <PageHeading title={t('signIn.title')} trail={[{ name: t('title'), href: '/tools' }]} />
      {data ? (
        <FinishSignIn answer={{ state: data.state, code: data.code, issuer: data.iss, error: data.error }} />
      ) : (
        <Notice tone="bad">{t('signIn.noAnswer')}</Notice>
      )}
    </>
  );
}
