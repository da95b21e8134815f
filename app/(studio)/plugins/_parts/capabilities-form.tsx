'use client';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CheckField, TextArea, TextField } from '#app/_ui/field.tsx';
import { CapabilityList } from './capability-list.tsx';
import type { DraftProps } from './plugin-fields.tsx';

const switches = [
  ['knowledge', 'grantKnowledge'],
  ['webSearch', 'grantWebSearch'],
  ['keyValue', 'grantKeyValue'],
] as const;
const bounds = [
  ['timeoutMs', 50, 60_000],
  ['memoryMegabytes', 4, 64],
] as const;

/** What a plugin may do and how much it may use: granted by its author, shown to everybody. */
export function CapabilitiesForm({ draft, onChange }: DraftProps) {
  const t = useTranslations('plugins');
  const { definition, hosts } = draft;
  const { capabilities } = definition;
  const fetchHosts = hosts.split(/[\s,]+/).filter((host) => host !== '');
  return (
    <Card className="space-y-4">
      <CardHeading title={t('capabilities.title')} />
      <p className="text-muted text-sm">{t('capabilities.lead')}</p>
      <div className="rounded-md bg-sunken p-3">
        <CapabilityList capabilities={{ ...capabilities, fetchHosts }} />
      </div>
      <TextArea
        label={t('capabilities.hosts')}
        hint={t('capabilities.hostsHint')}
        className="min-h-16 font-mono"
        spellCheck={false}
        value={hosts}
        onChange={(event) => onChange({ ...draft, hosts: event.target.value })}
      />
      <div className="space-y-2">
        {switches.map(([key, label]) => (
          <CheckField
            key={key}
            label={t(`capabilities.${label}`)}
            checked={capabilities[key]}
            onChange={({ target }) => {
              const granted = { ...capabilities, [key]: target.checked };
              onChange({ ...draft, definition: { ...definition, capabilities: granted } });
            }}
          />
        ))}
      </div>
      <fieldset>
        <legend className="mb-2 font-semibold text-sm">{t('limits.title')}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {bounds.map(([key, min, max]) => (
            <TextField
              key={key}
              label={t(`limits.${key}`)}
              type="number"
              min={min}
              max={max}
              value={Number.isNaN(definition[key]) ? '' : definition[key]}
              onChange={({ target }) =>
                onChange({ ...draft, definition: { ...definition, [key]: target.valueAsNumber } })
              }
            />
          ))}
        </div>
      </fieldset>
    </Card>
  );
}
