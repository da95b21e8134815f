'use client';
import { useTranslations } from 'next-intl';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { SecretSlot } from './secrets-panel.tsx';
import { SignInSlot } from './sign-in-slot.tsx';
import { slotFor } from './slot-for.ts';

const accessKinds = ['none', 'bearer', 'sign-in'] as const;
export type AccessKind = (typeof accessKinds)[number];

interface ImportAccessProps {
  access: AccessKind;
  slot: string;
  url: string;
  onChange: (part: { access?: AccessKind; slot?: string }) => void;
}

/** How an MCP server is told who asks, and where that secret is kept. */
export function ImportAccess({ access, slot, url, onChange }: ImportAccessProps) {
  const t = useTranslations('tools.import');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('access')}
        value={access}
        onChange={({ target }) => {
          const chosen = accessKinds.find((one) => one === target.value) ?? 'none';
          onChange({ access: chosen, slot: slot || slotFor(url) });
        }}
      >
        {accessKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`accessKinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      {access !== 'none' && (
        <TextField
          label={t('slot')}
          hint={t('slotHint')}
          required
          pattern="[a-z][a-z0-9_]{0,39}"
          value={slot}
          onChange={(event) => onChange({ slot: event.target.value })}
        />
      )}
    </div>
  );
}

interface AccessSlotProps {
  access: AccessKind;
  slot: string;
  url: string;
  secrets: RouterOutputs['tool']['secrets']['list'];
}

/** The secret behind a way in: entered, or signed in for. */
export function AccessSlot({ access, slot, url, secrets }: AccessSlotProps) {
  if (access === 'none' || !/^[a-z][a-z0-9_]{0,39}$/.test(slot)) return null;
  return (
    <div className="mt-4 rounded-md bg-sunken p-4">
      {access === 'bearer' ? (
        <SecretSlot initial={secrets} slot={slot} />
      ) : (
        <SignInSlot initial={secrets} slot={slot} url={url} toolId={null} />
      )}
    </div>
  );
}
