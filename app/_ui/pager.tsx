'use client';
import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';

interface PagerProps {
  /** Entries on all pages together. */
  total: number;
  pageSize: number;
  /** From 1; it may be past the last, as an old address can say. */
  page: number;
  onPage: (page: number) => void;
}

/** Steps through a list of several pages. Nothing where one holds all of it. */
export function Pager({ total, pageSize, page, onPage }: PagerProps) {
  const t = useTranslations('shell.pages');
  const lastPage = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0 || (lastPage === 1 && page === 1)) return null;
  const first = Math.min((page - 1) * pageSize + 1, total);
  return (
    <nav aria-label={t('label')} className="flex items-center justify-center gap-3">
      <Button size="small" disabled={page === 1} onClick={() => onPage(Math.min(page - 1, lastPage))}>
        {t('before')}
      </Button>
      <span className="text-muted text-sm">
        {t('present', { first, last: Math.min(page * pageSize, total), total })}
      </span>
      <Button size="small" disabled={page >= lastPage} onClick={() => onPage(page + 1)}>
        {t('next')}
      </Button>
    </nav>
  );
}
