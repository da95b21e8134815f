'use client';
import { ImageIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CoverField } from '#app/_sale/cover-field.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { Page } from './component-view.tsx';

/** For its creator: the picture of the component's card and page. */
export function ChangeCover({ page }: { page: Page }) {
  const t = useTranslations('market.page');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="absolute right-3 bottom-3">
      <Button size="small" onClick={() => setIsOpen(true)}>
        <ImageIcon className="size-4" aria-hidden="true" /> {t('picture')}
      </Button>
      <Dialog title={t('pictureTitle', { name: page.name })} isOpen={isOpen} onOpenChange={setIsOpen}>
        <CoverField componentId={page.componentId} kind={page.kind} />
      </Dialog>
    </div>
  );
}
