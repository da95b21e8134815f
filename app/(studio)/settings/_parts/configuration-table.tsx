import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** Every setting with its value and where it came from; secrets only say that they are there. */
export function ConfigurationTable({ settings }: { settings: RouterOutputs['doctor']['configuration'] }) {
  const t = useTranslations('settings.configuration');
  return (
    <Card className="min-w-0">
      <CardHeading title={t('title')} />
      <table className="w-full table-fixed text-left text-sm">
        <thead className="text-muted text-xs">
          <tr>
            <th className="w-1/2 pb-2 font-medium">{t('name')}</th>
            <th className="pb-2 font-medium">{t('value')}</th>
            <th className="w-20 pb-2 sm:w-24 font-medium">{t('source')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map(({ name, value, source }) => (
            <tr key={name} className="border-line border-t align-top">
              <td className="break-all py-1.5 pr-2 font-mono text-xs">{name}</td>
              <td className="break-all py-1.5 pr-2 font-mono text-xs">
                {value || <span className="text-muted">{t('unset')}</span>}
              </td>
              <td className="py-1.5 text-muted text-xs">{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
