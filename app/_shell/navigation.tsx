'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { classNames } from '#app/_ui/class-names.ts';
import { PlaceIcon } from './place-icon.tsx';
import { placeGroups } from './places.ts';

/** Links to every place, grouped; the present one is marked. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <nav aria-label={t('product')} className="flex flex-col gap-4">
      {placeGroups.map(({ group, places }) => (
        <div key={group ?? 'top'}>
          {group && <p className="mb-1 px-3 font-medium text-muted text-xs">{t(`groups.${group}`)}</p>}
          <ul className="space-y-0.5">
            {places.map(({ key, href }) => (
              <li key={key}>
                <Link
                  href={href}
                  {...(onGo ? { onClick: onGo } : {})}
                  aria-current={isHere(path, href) ? 'page' : undefined}
                  className={classNames(
                    'flex items-center gap-2.5 rounded-md px-3 py-2 font-medium text-sm',
                    isHere(path, href) ? 'bg-accent-soft text-accent' : 'text-text hover:bg-sunken',
                  )}
                >
                  <PlaceIcon place={key} />
                  {t(`places.${key}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function isHere(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
