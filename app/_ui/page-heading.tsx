import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

interface PageHeadingProps {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Where this page lies: name and address of each level above it. */
  trail?: { name: string; href: string }[];
}

/** A page's title with its breadcrumbs and main actions. */
export function PageHeading({ title, lead, actions, trail }: PageHeadingProps) {
  const t = useTranslations('shell');
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-3 sm:flex-nowrap">
      <div className="min-w-0">
        {trail && (
          <nav aria-label={t('breadcrumb')} className="mb-1 text-muted text-sm">
            <ol className="flex flex-wrap gap-1">
              {trail.map((level) => (
                <li key={level.href}>
                  <Link href={level.href} className="underline-offset-2 hover:underline">
                    {level.name}
                  </Link>
                  <span aria-hidden="true"> ›</span>
                </li>
              ))}
              <li aria-current="page" className="max-w-full truncate">
                {title}
              </li>
            </ol>
          </nav>
        )}
        <h1 className="break-words font-semibold text-2xl tracking-tight">{title}</h1>
        {lead && <p className="mt-1 max-w-2xl text-muted [overflow-wrap:anywhere]">{lead}</p>}
      </div>
      {actions && <div className="flex shrink-0 flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
