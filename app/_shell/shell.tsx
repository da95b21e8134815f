'use client';
import { LogOut, Menu } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { ConnectButton } from '#app/_wallet/connect/connect-button.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The frame of every studio page: navigation at the side, or behind a button on narrow screens. */
export function Shell({ accountName, children }: { accountName: string; children: ReactNode }) {
  const t = useTranslations('shell');
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[14rem_1fr]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-accent-text focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skipToContent')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-6 border-line border-r bg-surface p-3 md:flex">
        <Wordmark />
        <Navigation />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex items-center justify-between gap-2 border-line border-b bg-surface px-4 py-2">
          <div className="flex items-center gap-2 md:hidden">
            <Button tone="plain" size="icon" aria-label={t('openMenu')} onClick={() => setIsMenuOpen(true)}>
              <Menu className="size-5" />
            </Button>
            <Wordmark />
          </div>
          <div className="ml-auto flex items-center gap-1">
            <Palette />
            <ConnectButton />
            <ThemeSwitch />
            <form action="/api/sign-out" method="post">
              <Button
                type="submit"
                tone="plain"
                size="icon"
                aria-label={`${t('signOut')} (${accountName})`}
                title={`${t('signOut')} (${accountName})`}
              >
                <LogOut className="size-4" />
              </Button>
            </form>
          </div>
        </header>
        <Dialog title={t('product')} isOpen={isMenuOpen} onOpenChange={setIsMenuOpen} placement="side">
          <Navigation onGo={() => setIsMenuOpen(false)} />
        </Dialog>
        <main id="content" className="mx-auto w-full max-w-6xl flex-1 p-4 md:p-8">
          {children}
        </main>
      </div>
    </div>
  );
}

function Wordmark() {
  return (
    <Link href="/" className="flex items-center gap-2 px-3 py-2 font-semibold">
      <svg viewBox="0 0 24 24" className="size-5 text-accent" aria-hidden="true" fill="none" stroke="currentColor">
        <circle cx="12" cy="12" r="9" strokeWidth="2" />
        <path d="M12 3c4 5 4 13 0 18M3.5 9.5c6 3 11 3 17 0" strokeWidth="2" />
      </svg>
      GaiaNet
    </Link>
  );
}
