'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from './class-names.ts';

/** Tabs whose state is the address. */
export function LinkTabs({ label, tabs }: { label: string; tabs: { name: string; href: string }[] }) {
  const path = usePathname();
  const here = tabs
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label={label} className="mb-6 flex gap-1 overflow-x-auto border-line border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab === here ? 'page' : undefined}
          className={classNames(
            '-mb-px border-b-2 px-2 py-2 sm:px-3 font-medium text-sm whitespace-nowrap',
            tab === here ? 'border-accent text-accent' : 'border-transparent text-muted hover:text-text',
          )}
        >
          {tab.name}
        </Link>
      ))}
    </nav>
  );
}
