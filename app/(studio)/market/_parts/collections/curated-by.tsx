import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';

type Curator = RouterOutputs['market']['collection']['curator'];

/** Under whose name a collection stands; with a way to what they made themselves, where they have a wallet. */
export function CuratedBy({ curator }: { curator: Curator }) {
  const t = useTranslations('market.collection');
  const { name, address } = curator;
  return t.rich('curatedBy', {
    name: name || t('operator'),
    who: (chunks) =>
      address ? (
        <Link href={`/creators/${address}`} className="text-accent underline" title={address}>
          {chunks}
        </Link>
      ) : (
        <span>{chunks}</span>
      ),
  });
}
