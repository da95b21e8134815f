'use client';
import { useTheme } from 'next-themes';
import { Toaster } from 'sonner';

/** Short messages at the edge of the screen, in the colours of the theme. */
export function Toasts() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      position="bottom-right"
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      closeButton
      toastOptions={{
        style: { background: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
      }}
    />
  );
}
