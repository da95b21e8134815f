'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { DropdownMenu } from 'radix-ui';
import { Button } from '#app/_ui/button.tsx';

const themes = [
  { name: 'light', Icon: Sun },
  { name: 'dark', Icon: Moon },
  { name: 'system', Icon: Monitor },
] as const;

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const t = useTranslations('shell.theme');
  const { setTheme } = useTheme();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button tone="plain" size="icon" aria-label={t('label')} title={t('label')}>
          <Sun className="size-4 dark:hidden" />
          <Moon className="hidden size-4 dark:block" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" className="z-50 rounded-md border border-line bg-surface p-1 shadow-lg">
          {themes.map(({ name, Icon }) => (
            <DropdownMenu.Item
              key={name}
              onSelect={() => setTheme(name)}
              className="flex cursor-pointer items-center gap-2 rounded px-3 py-1.5 text-sm outline-none data-[highlighted]:bg-sunken"
            >
              <Icon className="size-4" aria-hidden="true" />
              {t(name)}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
