import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { LiveMark } from '#app/_shell/live-mark.tsx';
import { TimeZone } from '#app/_shell/time-zone.tsx';
import { Toasts } from '#app/_shell/toasts.tsx';
import { ApiProvider } from '#app/_trpc/api-provider.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'GaiaNet', template: '%s · GaiaNet' },
  description: 'Turn what you know into an AI agent on hardware you own.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-dvh font-sans antialiased">
        <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
          <NextIntlClientProvider>
            <TimeZone />
            <ApiProvider>{children}</ApiProvider>
            <LiveMark />
          </NextIntlClientProvider>
          <Toasts />
        </ThemeProvider>
      </body>
    </html>
  );
}
