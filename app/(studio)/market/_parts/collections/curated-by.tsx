import { useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';
import { CuratorLink } from './curator-link.tsx';

type Curator = RouterOutputs['market']['collection']['curator'];

/** Under whose name a collection stands; with a way to the domain. */
export function CuratedBy({ curator }: { curator: Curator }) {
  const t = useTranslations('market.collection');
  const { domainName } = curator;
  return t.rich('curatedBy', {
    name: domainName ?? t('operator'),
    who: (chunks) => <CuratorLink domainName={domainName}>{chunks}</CuratorLink>,
  });
}
