'use client';
import { useTranslations } from 'next-intl';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import { type PluginDefinition, pluginKinds } from '#protocol/plugins/plugin-manifest.ts';
import { CodeEditor } from './code-editor.tsx';
import type { PluginDraft } from './read-draft.ts';

export interface DraftProps {
  draft: PluginDraft;
  onChange: (draft: PluginDraft) => void;
}

/** A plugin's names, kind and description, and the arguments of a tool. */
export function PluginFields({ draft, onChange }: DraftProps) {
  const t = useTranslations('plugins');
  const { definition } = draft;
  const change = (part: Partial<PluginDefinition>) => onChange({ ...draft, definition: { ...definition, ...part } });
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('name')}
          required
          maxLength={120}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
        <TextField
          label={t('functionName')}
          hint={t('functionNameHint')}
          required
          maxLength={64}
          spellCheck={false}
          value={definition.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <SelectField
        label={t('kindLabel')}
        hint={t(`kindLead.${definition.kind}`, { call: `{{plugin ${definition.name} "…"}}` })}
        value={definition.kind}
        onChange={({ target }) => change({ kind: pluginKinds.find((kind) => kind === target.value) ?? 'tool' })}
      >
        {pluginKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t('description')}
        hint={definition.kind === 'tool' ? t('descriptionHint') : undefined}
        maxLength={1024}
        className="min-h-16"
        value={definition.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      {definition.kind === 'tool' && (
        <CodeEditor
          label={t('parameters')}
          language="json"
          value={draft.parameters}
          onChange={(parameters) => onChange({ ...draft, parameters })}
        />
      )}
    </>
  );
}
