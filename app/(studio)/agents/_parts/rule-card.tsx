'use client';
import { ChevronDown, ChevronUp, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FewShotRows } from '#app/_prompts/few-shot-rows.tsx';
import { TemplateArea } from '#app/_prompts/template-area.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CheckField, SelectField, TextField } from '#app/_ui/field.tsx';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { AgentFormChoices } from './agent-form-types.ts';
import { ConditionList } from './condition-list.tsx';

type Rule = AgentDraft['prompts']['rules'][number];

interface RuleCardProps {
  rule: Rule;
  place: { number: number; isFirst: boolean; isLast: boolean };
  prompts: AgentFormChoices['prompts'];
  variables: string[];
  onChange: (rule: Rule) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One rule: its name and place, when it holds, and the words the model is given then. */
export function RuleCard({ rule, place, prompts, variables, onChange, onMove, onRemove }: RuleCardProps) {
  const t = useTranslations('agents.rules');
  const change = (part: Partial<Rule>) => onChange({ ...rule, ...part });
  return (
    <div className="space-y-3 rounded-md border border-line p-3">
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            label={t('name', { number: place.number })}
            required
            maxLength={60}
            value={rule.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <PlaceButtons place={place} onMove={onMove} onRemove={onRemove} />
      </div>
      <ConditionList conditions={rule.when} onChange={(when) => change({ when })} />
      <SelectField
        label={t('source')}
        value={rule.promptId ?? ''}
        onChange={(event) => change({ promptId: event.target.value || null })}
      >
        <option value="">{t('ownText')}</option>
        {prompts
          .filter(({ role }) => role === 'system')
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </SelectField>
      {rule.promptId === null && (
        <TemplateArea
          label={t('system')}
          value={rule.system}
          variables={variables}
          onChange={(system) => change({ system })}
        />
      )}
      <CheckField
        label={t('hasRag')}
        checked={rule.rag !== null}
        onChange={(event) => change({ rag: event.target.checked ? '' : null })}
      />
      {rule.rag !== null && (
        <TemplateArea
          label={t('rag')}
          value={rule.rag}
          variables={variables}
          className="min-h-16 font-mono"
          onChange={(rag) => change({ rag })}
        />
      )}
      <FewShotRows examples={rule.fewShot} onChange={(fewShot) => change({ fewShot })} />
    </div>
  );
}

function PlaceButtons({ place, onMove, onRemove }: Pick<RuleCardProps, 'place' | 'onMove' | 'onRemove'>) {
  const t = useTranslations('agents.rules');
  const { number, isFirst, isLast } = place;
  return (
    <>
      <Button size="icon" aria-label={t('up', { number })} disabled={isFirst} onClick={() => onMove(-1)}>
        <ChevronUp className="size-4" />
      </Button>
      <Button size="icon" aria-label={t('down', { number })} disabled={isLast} onClick={() => onMove(1)}>
        <ChevronDown className="size-4" />
      </Button>
      <Button size="icon" tone="plain" aria-label={t('remove', { number })} onClick={onRemove}>
        <Trash2 className="size-4" />
      </Button>
    </>
  );
}
