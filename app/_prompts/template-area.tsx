'use client';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { checkTemplate, type TemplateProblem } from '#protocol/prompts/check-template.ts';
import { builtInVariables, templateFunctions } from '#protocol/prompts/template-names.ts';

interface TemplateAreaProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  /** Variables of the agent; null where no agent is known, so that unknown names are only pointed out. */
  variables: string[] | null;
  className?: string;
}

/** A prompt's text with chips that insert variables and functions, and what is wrong with those in it. */
export function TemplateArea({ label, hint, value, onChange, variables, className }: TemplateAreaProps) {
  const t = useTranslations('prompts.template');
  const area = useRef<HTMLTextAreaElement>(null);
  const problems = checkTemplate(value, variables ?? []);

  function insert(text: string) {
    const { selectionStart, selectionEnd } = area.current ?? {
      selectionStart: value.length,
      selectionEnd: value.length,
    };
    onChange(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
    area.current?.focus();
  }

  return (
    <div className="space-y-2">
      <TextArea
        ref={area}
        label={label}
        hint={hint}
        value={value}
        className={className ?? 'min-h-32 font-mono'}
        onChange={(event) => onChange(event.target.value)}
      />
      <details>
        <summary className="cursor-pointer text-muted text-sm">{t('insert')}</summary>
        <ul aria-label={t('insert')} className="mt-2 flex flex-wrap gap-1.5">
          {[...(variables ?? []), ...builtInVariables, 'caller.key'].map((name) => (
            <Chip key={name} text={`{{${name}}}`} onInsert={insert} />
          ))}
          {Object.values(templateFunctions).map(({ example }) => (
            <Chip key={example} text={example} onInsert={insert} />
          ))}
        </ul>
      </details>
      {problems.length > 0 && <Problems template={value} problems={problems} isKnown={variables !== null} />}
    </div>
  );
}

function Chip({ text, onInsert }: { text: string; onInsert: (text: string) => void }) {
  const t = useTranslations('prompts.template');
  return (
    <li className="max-w-full">
      <Button
        size="small"
        className="max-w-full whitespace-normal break-all font-mono text-xs"
        aria-label={t('insertOne', { name: text })}
        onClick={() => onInsert(text)}
      >
        {text}
      </Button>
    </li>
  );
}

function Problems({
  template,
  problems,
  isKnown,
}: {
  template: string;
  problems: TemplateProblem[];
  isKnown: boolean;
}) {
  const t = useTranslations('prompts.template');
  return (
    <ul aria-live="polite" className="space-y-1 text-sm">
      {problems.map(({ start, end, message, isUnknownVariable }) => {
        const isHint = isUnknownVariable && !isKnown;
        return (
          <li key={`${start}:${message}`} className={isHint ? 'text-warn' : 'text-bad'}>
            <mark className="break-all rounded bg-transparent font-mono text-inherit underline decoration-wavy">
              {template.slice(start, Math.min(end, start + 60))}
            </mark>{' '}
            {isHint ? t('unknownHere') : message}
          </li>
        );
      })}
    </ul>
  );
}
