'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CheckField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { AgentFormChoices, SectionProps } from './agent-form-types.ts';

type ToolsProps = SectionProps & Pick<AgentFormChoices, 'tools' | 'plugins'>;

/** Which tools and plugins the agent may call, what the plugins may do, and how far it may go in one request. */
export function ToolsSection({ control, register, tools, plugins }: ToolsProps) {
  const t = useTranslations('agents.form');
  const isPython = useWatch({ control, name: 'draft.toolPolicy.python' });
  return (
    <Card className="space-y-3">
      <CardHeading title={t('tools')} />
      {tools.length + plugins.length === 0 && (
        <p className="text-muted text-sm">
          {t('noTools')}{' '}
          <Link href="/tools" className="text-accent underline">
            {t('addTools')}
          </Link>
        </p>
      )}
      <Choices
        control={control}
        name="draft.tools"
        options={tools.map(({ id, name, host }) => ({ id, label: t('toolChoice', { name, host }), about: null }))}
      />
      <Choices
        control={control}
        name="draft.plugins"
        options={plugins.map(({ id, name, capabilities }) => ({
          id,
          label: name,
          about: <Capabilities capabilities={capabilities} />,
        }))}
      />
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          {...{ label: t('maxSteps'), hint: t('maxStepsHint'), type: 'number', min: 1, max: 16 }}
          {...register('draft.toolPolicy.maxSteps', { valueAsNumber: true })}
        />
        <TextField
          {...{ label: t('maxCalls'), hint: t('maxCallsHint'), type: 'number', min: 1, max: 64 }}
          {...register('draft.toolPolicy.maxCalls', { valueAsNumber: true })}
        />
        <TextField
          {...{ label: t('toolTokens'), type: 'number', min: 64, max: 65536 }}
          {...register('draft.toolPolicy.maxTokens', { valueAsNumber: true })}
        />
      </div>
      <CheckField label={t('javascript')} {...register('draft.toolPolicy.javascript')} />
      <p className="text-muted text-xs">{t('javascriptHint')}</p>
      <CheckField label={t('python')} {...register('draft.toolPolicy.python')} />
      {isPython && <Notice tone="warn">{t('pythonWarning')}</Notice>}
    </Card>
  );
}

interface ChoicesProps extends Pick<SectionProps, 'control'> {
  name: 'draft.tools' | 'draft.plugins';
  options: { id: string; label: string; about: ReactNode }[];
}

function Choices({ control, name, options }: ChoicesProps) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <div className="space-y-2">
          {options.map(({ id, label, about }) => (
            <div key={id}>
              <CheckField
                label={label}
                checked={field.value.some((choice) => choice.componentId === id)}
                onChange={(event) =>
                  field.onChange(
                    event.target.checked
                      ? [...field.value, { componentId: id, versionId: null }]
                      : field.value.filter((choice) => choice.componentId !== id),
                  )
                }
              />
              {about}
            </div>
          ))}
        </div>
      )}
    />
  );
}

/** What a plugin may do beyond computing, before it is used. */
function Capabilities({ capabilities }: Pick<AgentFormChoices['plugins'][number], 'capabilities'>) {
  const t = useTranslations('agents.form');
  const { fetchHosts, keyValue, knowledge, webSearch } = capabilities;
  const all = [
    fetchHosts.length > 0 && t('pluginFetch', { hosts: fetchHosts.join(', ') }),
    keyValue && t('pluginStore'),
    knowledge && t('pluginKnowledge'),
    webSearch && t('pluginWeb'),
  ].filter((one) => one !== false);
  return <p className="ml-6 text-muted text-xs">{all.length > 0 ? all.join(' · ') : t('pluginNone')}</p>;
}
