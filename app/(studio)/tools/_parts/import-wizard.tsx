'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { type AccessKind, AccessSlot, ImportAccess } from './import-access.tsx';
import { ImportChecklist } from './import-checklist.tsx';
import { ImportText } from './import-text.tsx';

const ways = ['text', 'address', 'mcp'] as const;
type Way = (typeof ways)[number];
interface Fields {
  text: string;
  fileName: string;
  url: string;
  server: string;
  access: AccessKind;
  slot: string;
}

interface ImportWizardProps {
  start: 'text' | 'mcp';
  /** The server that a sign-in came back from. */
  signedIn: { url: string; slot: string } | null;
  secrets: RouterOutputs['tool']['secrets']['list'];
}

const empty: Fields = { text: '', fileName: '', url: '', server: '', access: 'none', slot: '' };

/** Finds operations in a text, at an address or on an MCP server; the person picks which become tools. */
export function ImportWizard({ start, signedIn, secrets }: ImportWizardProps) {
  const t = useTranslations('tools.import');
  const formId = useId();
  const [way, setWay] = useState<Way>(start);
  const [fields, setFields] = useState<Fields>({ ...empty, ...(signedIn && { ...signedIn, access: 'sign-in' }) });
  const find = useMutation(useTRPC().tool.findImportable.mutationOptions());
  const change = (part: Partial<Fields>) => setFields((before) => ({ ...before, ...part }));

  function submit(event: FormEvent) {
    event.preventDefault();
    find.mutate({ source: sourceOf(way, fields) });
  }

  return (
    <div className="space-y-6">
      <Card>
        <form id={formId} onSubmit={submit} className="space-y-4">
          <fieldset className="flex flex-wrap gap-4">
            <legend className="mb-2 font-medium text-sm">{t('from')}</legend>
            {ways.map((one) => (
              <label key={one} className="flex items-center gap-2 text-sm">
                <input
                  type="radio"
                  name="way"
                  className="size-4 accent-(--accent)"
                  checked={way === one}
                  onChange={() => setWay(one)}
                />
                {t(`ways.${one}`)}
              </label>
            ))}
          </fieldset>
          {way === 'text' && <ImportText text={fields.text} onChange={change} />}
          {way !== 'text' && (
            <TextField
              label={t(way === 'mcp' ? 'mcpUrl' : 'url')}
              hint={t(way === 'mcp' ? 'mcpHint' : 'urlHint')}
              type="url"
              required
              placeholder="https://"
              value={fields.url}
              onChange={(event) => change({ url: event.target.value })}
            />
          )}
          {way === 'mcp' ? (
            <ImportAccess access={fields.access} slot={fields.slot} url={fields.url} onChange={change} />
          ) : (
            <TextField
              label={t('server')}
              hint={t('serverHint')}
              type="url"
              value={fields.server}
              onChange={(event) => change({ server: event.target.value })}
            />
          )}
        </form>
        {way === 'mcp' && <AccessSlot {...fields} secrets={secrets} />}
        <div className="mt-4 space-y-4">
          <Button type="submit" form={formId} tone="accent" disabled={find.isPending}>
            {find.isPending ? t('finding') : t('find')}
          </Button>
          {find.error && <Notice tone="bad">{find.error.message}</Notice>}
        </div>
      </Card>
      {find.data && (
        <ImportChecklist
          key={find.submittedAt}
          found={find.data}
          importedFrom={way === 'text' ? fields.fileName : fields.url}
        />
      )}
    </div>
  );
}

function sourceOf(way: Way, { text, url, server, access, slot }: Fields) {
  if (way === 'text') return { kind: 'text' as const, text, server: server || null };
  if (way === 'address') return { kind: 'address' as const, url, server: server || null };
  const auth = access === 'none' ? { kind: access } : { kind: access, secret: slot };
  return { kind: 'mcp' as const, url, auth };
}
