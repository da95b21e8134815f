'use client';
import type { ReactNode } from 'react';
import { SelectField, TextField } from './field.tsx';

interface TemplateFieldsProps {
  labels: { template: string; name: string };
  templates: { id: string; name: string; title: string }[];
  templateId: string;
  onTemplate: (id: string) => void;
  name: string;
  onName: (name: string) => void;
  /** What the template is. */
  children: ReactNode;
}

/** What something new starts from, and its name, which is the template's own where none is given. */
export function TemplateFields({ labels, templates, templateId, onTemplate, ...props }: TemplateFieldsProps) {
  return (
    <>
      <SelectField label={labels.template} value={templateId} onChange={(event) => onTemplate(event.target.value)}>
        {templates.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <div className="space-y-2 rounded-md bg-sunken p-3 text-sm">{props.children}</div>
      <TextField
        label={labels.name}
        placeholder={templates.find(({ id }) => id === templateId)?.name}
        maxLength={120}
        value={props.name}
        onChange={(event) => props.onName(event.target.value)}
      />
    </>
  );
}
