'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

interface SignInSlotProps {
  initial: RouterOutputs['tool']['secrets']['list'];
  slot: string;
  /** The server that is signed in to. */
  url: string;
  /** Whose page the browser comes back to; null for the import. */
  toolId: string | null;
}

/** Signs in to a tool's server with the browser; what comes of it fills the slot. */
export function SignInSlot({ initial, slot, url, toolId }: SignInSlotProps) {
  const t = useTranslations('tools.signIn');
  const format = useFormatter();
  const api = useTRPC();
  const queries = useQueryClient();
  const [client, setClient] = useState({ id: '', secret: '' });
  const { data: secrets } = useQuery({ ...api.tool.secrets.list.queryOptions(), initialData: initial });
  const kept = secrets.find((one) => one.slot === slot);
  const start = useMutation(
    api.tool.signIn.start.mutationOptions({
      onSuccess: (begun) => begun.kind === 'started' && window.location.assign(begun.authorizationUrl),
    }),
  );
  const forget = useMutation(
    api.tool.secrets.delete.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.tool.secrets.list.queryKey() }),
    }),
  );
  const begun = start.data;
  const problem = start.error ?? forget.error;
  function submit(event: FormEvent) {
    event.preventDefault();
    start.mutate({ url, slot, toolId, client: client.id.trim() ? client : null });
  }
  return (
    <form onSubmit={submit} className="space-y-3">
      <p className="flex flex-wrap items-center gap-2">
        <code className="break-all font-mono text-sm">{slot}</code>
        <Badge tone={kept ? 'good' : 'warn'}>{t(kept ? 'signedIn' : 'notYet')}</Badge>
        {kept && (
          <span className="text-muted text-xs">
            {format.dateTime(kept.setAt, { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
        )}
      </p>
      <p className="text-muted text-sm">{t('lead', { host: hostOf(url) })}</p>
      {begun?.kind === 'client-needed' && <OwnClient {...begun} client={client} onChange={setClient} />}
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={url === '' || start.isPending || begun?.kind === 'started'}>
          <LogIn className="size-4" aria-hidden="true" />
          {t(kept ? 'again' : 'start')}
        </Button>
        {kept && (
          <Button tone="danger" disabled={forget.isPending} onClick={() => forget.mutate({ slot })}>
            {t('forget')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface OwnClientProps {
  host: string;
  redirectUri: string;
  client: { id: string; secret: string };
  onChange: (client: { id: string; secret: string }) => void;
}

/** For services that register no clients by themselves. */
function OwnClient({ host, redirectUri, client, onChange }: OwnClientProps) {
  const t = useTranslations('tools.signIn');
  return (
    <div className="space-y-3">
      <Notice tone="warn">{t('clientNeeded', { host })}</Notice>
      <p className="flex flex-wrap items-center gap-2">
        <code className="break-all font-mono text-xs">{redirectUri}</code>
        <CopyButton text={redirectUri} label={t('copyRedirect')} />
      </p>
      <TextField
        label={t('clientId')}
        required
        maxLength={1000}
        autoComplete="off"
        value={client.id}
        onChange={(event) => onChange({ ...client, id: event.target.value })}
      />
      <TextField
        label={t('clientSecret')}
        hint={t('clientSecretHint')}
        type="password"
        maxLength={1000}
        autoComplete="off"
        value={client.secret}
        onChange={(event) => onChange({ ...client, secret: event.target.value })}
      />
    </div>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
