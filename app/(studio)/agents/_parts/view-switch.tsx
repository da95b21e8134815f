'use client';
import { useTranslations } from 'next-intl';
import { ToggleGroup } from 'radix-ui';

export type AgentView = 'form' | 'canvas';

const look =
  'rounded-md px-3 py-1 text-sm text-muted data-[state=on]:bg-surface data-[state=on]:text-text data-[state=on]:shadow-sm';

/** Form or canvas: two views of one definition. */
export function ViewSwitch({ view, onChange }: { view: AgentView; onChange: (view: AgentView) => void }) {
  const t = useTranslations('canvas');
  return (
    <ToggleGroup.Root
      type="single"
      value={view}
      onValueChange={(value) => {
        if (value === 'form' || value === 'canvas') onChange(value);
      }}
      aria-label={t('view')}
      className="inline-flex rounded-lg bg-sunken p-1"
    >
      <ToggleGroup.Item value="form" className={look}>
        {t('form')}
      </ToggleGroup.Item>
      <ToggleGroup.Item value="canvas" className={look}>
        {t('canvas')}
      </ToggleGroup.Item>
    </ToggleGroup.Root>
  );
}
