'use client';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { createDomainCalldata, type DomainMode } from '#app/_wallet/calls/domain-calls.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import { domainNameSchema } from '#protocol/domains/domain-name.ts';

const lookEveryMs = 700;

/** Opens a domain: its name, how nodes get in, and the transaction. Its page opens once the studio has read it from the chain. */
export function CreateDomain() {
  const t = useTranslations('domains.create');
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [mode, setMode] = useState<DomainMode>('allowlist');
  const [made, setMade] = useState<string | null>(null);
  useGoWhenRead(made);
  const isRight = domainNameSchema.safeParse(name).success;
  const isTaken = useIsTaken(isRight && made === null ? name : null);
  const plan = useCreatePlan({ name, mode, onMade: setMade });
  const error = isTaken ? t('taken') : t('badName');
  if (made !== null) return <Notice>{t('reading')}</Notice>;
  if (!isOpen) {
    return (
      <Button tone="accent" onClick={() => setIsOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        {t('open')}
      </Button>
    );
  }
  return (
    <Card className="max-w-xl space-y-4">
      <CardHeading title={t('title')} />
      <p className="text-muted text-sm">{t('lead')}</p>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        error={name !== '' && (!isRight || isTaken) ? error : undefined}
        value={name}
        maxLength={32}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.target.value.toLowerCase())}
      />
      <SelectField
        label={t('mode')}
        value={mode}
        onChange={(event) => setMode(event.target.value === 'open' ? 'open' : 'allowlist')}
      >
        <option value="allowlist">{t('byHand')}</option>
        <option value="open">{t('atOnce')}</option>
      </SelectField>
      <div className="flex flex-wrap gap-2">
        <SendButton tone="accent" disabled={!isRight || isTaken} plan={plan}>
          {t('submit')}
        </SendButton>
        <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
      </div>
    </Card>
  );
}

interface CreateInput {
  name: string;
  mode: DomainMode;
  onMade: (name: string) => void;
}

function useCreatePlan({ name, mode, onMade }: CreateInput): SendPlan {
  const t = useTranslations('domains');
  return {
    key: ['create-domain', name, mode],
    title: t('create.title'),
    prepare: async ({ facts }) => [
      {
        key: `create-domain:${name}`,
        sentence: t('create.sentence', { name, mode }),
        contract: { name: t('facts.contract'), address: facts.contracts.domainRegistry },
        data: createDomainCalldata(name, mode),
        amounts: [],
      },
    ],
    onDone: () => onMade(name),
  };
}

function useIsTaken(name: string | null): boolean {
  const found = useQuery({
    ...useTRPC().domain.list.queryOptions({ search: name ?? '' }),
    enabled: name !== null,
  });
  return name !== null && (found.data?.domains.some((domain) => domain.name === name) ?? false);
}

function useGoWhenRead(name: string | null): void {
  const router = useRouter();
  const found = useQuery({
    ...useTRPC().domain.list.queryOptions({ search: name ?? '' }),
    enabled: name !== null,
    refetchInterval: lookEveryMs,
  });
  const isRead = name !== null && (found.data?.domains.some((domain) => domain.name === name) ?? false);
  useEffect(() => {
    if (isRead) router.push(`/domains/${name}`);
  }, [isRead, name, router]);
}
