import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** Leads to a transaction's own page in the studio, in a new tab so that nothing on this page is lost. */
export function TransactionLink({ hash }: { hash: string }) {
  const t = useTranslations('wallet');
  return (
    <Link href={`/chain/tx/${hash}`} target="_blank" className="text-accent underline" title={hash}>
      {t('transaction', { short: `${hash.slice(0, 8)}…${hash.slice(-6)}` })}
    </Link>
  );
}
