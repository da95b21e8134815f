'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { SignInSlot } from './sign-in-slot.tsx';

interface SecretsProps {
  initial: RouterOutputs['tool']['secrets']['list'];
  tool: Pick<RouterOutputs['tool']['get'], 'id' | 'definition'>;
}

/** The secret of the tool's slot: whether there is one, a new one, none. Its value never comes back to the browser. */
export function SecretsPanel({ initial, tool }: SecretsProps) {
  const t = useTranslations('tools.secrets');
  const { auth, url } = tool.definition.target;
  return (
    <Card>
      <CardHeading title={t('title')} />
      {auth.kind === 'none' && <p className="text-muted text-sm">{t('notNeeded')}</p>}
      {auth.kind === 'sign-in' && <SignInSlot initial={initial} slot={auth.secret} url={url} toolId={tool.id} />}
      {auth.kind !== 'none' && auth.kind !== 'sign-in' && <SecretSlot initial={initial} slot={auth.secret} />}
    </Card>
  );
}

/** One slot with its state and a field for a new value. */
export function SecretSlot({ initial, slot }: { initial: SecretsProps['initial']; slot: string }) {
  const t = useTranslations('tools.secrets');
  const api = useTRPC();
  const queries = useQueryClient();
  const { data: secrets } = useQuery({ ...api.tool.secrets.list.queryOptions(), initialData: initial });
  const [value, setValue] = useState('');
  const isSet = secrets.some((one) => one.slot === slot);
  const refresh = () => queries.invalidateQueries({ queryKey: api.tool.secrets.list.queryKey() });
  const set = useMutation(
    api.tool.secrets.set.mutationOptions({
      onSuccess: async () => {
        setValue('');
        toast.success(t('saved'));
        await refresh();
      },
    }),
  );
  const remove = useMutation(api.tool.secrets.delete.mutationOptions({ onSuccess: refresh }));

  function submit(event: FormEvent) {
    event.preventDefault();
    set.mutate({ slot, value });
  }

  return (
    <form onSubmit={submit} className="space-y-3">
      <p className="flex flex-wrap items-center gap-2">
        <code className="break-all font-mono text-sm">{slot}</code>
        <Badge tone={isSet ? 'good' : 'warn'}>{t(isSet ? 'set' : 'missing')}</Badge>
      </p>
      <TextField
        label={t(isSet ? 'newValue' : 'value')}
        hint={t('hint')}
        type="password"
        autoComplete="off"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      {(set.error ?? remove.error) && <Notice tone="bad">{(set.error ?? remove.error)?.message}</Notice>}
      <div className="flex gap-2">
        <Button type="submit" disabled={value === '' || set.isPending}>
          {t('save')}
        </Button>
        {isSet && (
          <Button tone="danger" disabled={remove.isPending} onClick={() => remove.mutate({ slot })}>
            {t('remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
