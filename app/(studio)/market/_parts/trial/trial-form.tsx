'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { CheckField, SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { TrialOffer } from '#protocol/market/trial-offer.ts';

interface TrialFormProps {
  initial: TrialOffer;
  nodes: { id: string; name: string }[];
  models: { id: string; name: string }[];
  isKnowledge: boolean;
  /** Whether licences of it are sold; without, everybody may search it. */
  sellsLicences: boolean;
  isPending: boolean;
  problem: string | undefined;
  onSave: (offer: TrialOffer) => void;
}

const perDay = limits.trialQuestionsPerDay;
/** Amounts of the budget, and of searches by licence holders, with their bounds. */
const budget = [
  { name: 'dailyQuestions', min: 0, max: perDay },
  { name: 'personQuestions', min: 1, max: perDay },
  { name: 'dailyTokens', min: limits.trialContextTokens, max: limits.trialTokensPerDay },
] as const;
const searches = [
  { name: 'passagesPerCall', min: 1, max: limits.hostedPassages },
  { name: 'coveragePercent', min: 1, max: 100 },
  { name: 'callsPerMinute', min: 1, max: 600 },
  { name: 'dailySearches', min: 1, max: perDay },
] as const;

/** Node, model and budget of a trial; for knowledge, whether licence holders may search it there instead of downloading it. */
export function TrialForm(props: TrialFormProps) {
  const { initial, nodes, models, isKnowledge, sellsLicences, isPending, problem, onSave } = props;
  const t = useTranslations('market.trial');
  const [offer, setOffer] = useState(initial);
  const change = (part: Partial<TrialOffer>) => setOffer((now) => ({ ...now, ...part }));
  const amounts = (fields: typeof budget | typeof searches) =>
    fields.map(({ name, min, max }) => (
      <TextField
        key={name}
        label={t(`field.${name}`)}
        hint={t(`hint.${name}`)}
        type="number"
        required
        min={min}
        max={max}
        value={Number.isNaN(offer[name]) ? '' : offer[name]}
        onChange={(event) => change({ [name]: event.target.valueAsNumber })}
      />
    ));

  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(offer);
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('field.node')}
          value={offer.nodeId}
          onChange={(event) => change({ nodeId: event.target.value })}
        >
          {nodes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('field.model')}
          value={offer.modelId}
          onChange={(event) => change({ modelId: event.target.value })}
        >
          {models.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        {amounts(budget)}
      </div>
      {isKnowledge && (
        <CheckField
          label={t(sellsLicences ? 'field.isHosted' : 'field.isOpenHosted')}
          checked={offer.isHosted}
          onChange={(event) => change({ isHosted: event.target.checked })}
        />
      )}
      {offer.isHosted && <div className="grid gap-3 sm:grid-cols-2">{amounts(searches)}</div>}
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Button type="submit" tone="accent" disabled={isPending}>
        {t('save')}
      </Button>
    </form>
  );
}
