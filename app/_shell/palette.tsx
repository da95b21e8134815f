'use client';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { mayLeave } from '#app/_ui/use-unsaved-guard.ts';
import { CreateEntries, OwnEntries, PlaceEntries, paletteEntry, paletteGroup } from './palette-entries.tsx';

/** Ctrl/⌘K: go anywhere, make something, change the theme. */
export function Palette() {
  const t = useTranslations('shell');
  const router = useRouter();
  const { setTheme } = useTheme();
  const [isOpen, setIsOpen] = useState(false);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setIsOpen((open) => !open);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  function run(action: () => void) {
    setIsOpen(false);
    action();
  }
  const go = (href: string) => run(() => mayLeave() && router.push(href));

  return (
    <>
      <Button className="text-muted" onClick={() => setIsOpen(true)} aria-keyshortcuts="Control+K">
        <Search className="size-4" aria-hidden="true" />
        <span className="sr-only sm:not-sr-only">{t('palette.open')}</span>
        <span aria-hidden="true" className="hidden rounded border border-line px-1 text-xs sm:inline">
          Ctrl K
        </span>
      </Button>
      <Command.Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        label={t('palette.open')}
        overlayClassName="fixed inset-0 z-40 bg-black/50"
        contentClassName="fixed top-[15dvh] left-1/2 z-50 w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg border border-line bg-surface p-2 shadow-xl"
      >
        <Command.Input
          placeholder={t('palette.placeholder')}
          className="mb-2 w-full border-line border-b bg-transparent px-3 py-2 outline-none placeholder:text-muted"
        />
        <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto">
          <Command.Empty className="px-3 py-2 text-muted text-sm">{t('palette.empty')}</Command.Empty>
          <PlaceEntries onGo={go} />
          <OwnEntries onGo={go} />
          <CreateEntries onGo={go} />
          <Command.Group heading={t('palette.theme')} className={paletteGroup}>
            {(['light', 'dark', 'system'] as const).map((theme) => (
              <Command.Item key={theme} className={paletteEntry} onSelect={() => run(() => setTheme(theme))}>
                {t(`theme.${theme}`)}
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command.Dialog>
    </>
  );
}
