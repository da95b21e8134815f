import { Puzzle } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CapabilityList } from './capability-list.tsx';

/** The account's plugins, each with what it may do. */
export function PluginList({ plugins }: { plugins: RouterOutputs['plugin']['list'] }) {
  const t = useTranslations('plugins');
  if (plugins.length === 0) {
    return <EmptyState picture={<Puzzle className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {plugins.map((plugin) => (
        <li key={plugin.id}>
          <Card className="relative h-full space-y-2 hover:border-accent">
            <h2 className="font-semibold">
              <Link href={`/plugins/${plugin.id}`} className="after:absolute after:inset-0">
                {plugin.name}
              </Link>
            </h2>
            <p className="line-clamp-2 text-muted text-sm">{plugin.description}</p>
            <CapabilityList capabilities={plugin.capabilities} />
            <div className="flex flex-wrap gap-1.5">
              <Badge tone="accent">{t(`kind.${plugin.kind}`)}</Badge>
              <Badge>{plugin.newestVersion ? t('version', { number: plugin.newestVersion }) : t('draft')}</Badge>
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
