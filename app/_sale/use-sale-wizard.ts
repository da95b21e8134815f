'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { assetsOf } from '#app/_market/amounts/assets-of.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { SaleChoices, SalePreset } from '#protocol/market/preset-terms.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import type { FoundParent } from './check-list.tsx';
import { openSaleDraft, writeSaleDraft } from './open-sale-draft.ts';
import type { PageDraft } from './page-step.tsx';
import { readSaleDraft, type SaleProblem } from './read-sale-draft.ts';
import { type SaleDraft, switchPreset } from './sale-draft.ts';

export type Sale = RouterOutputs['sale']['get'];
type Page = RouterOutputs['sale']['page'];

/** The way from terms to a sale: what was typed, where the person is, and how to go on. */
export function useSaleWizard(sale: Sale, page: Page) {
  const facts = useSaleFacts(sale);
  const [draft, setDraft] = useState(() =>
    sale.choices ? writeSaleDraft(sale.choices, facts) : openSaleDraft('sell', facts),
  );
  const [texts, setTexts] = useState(() => openPage(page, sale.description));
  const [step, setStep] = useState(0);
  const [problems, setProblems] = useState<readonly SaleProblem[]>([]);
  const [isMinted, setIsMinted] = useState(false);
  const [choices, setChoices] = useState<SaleChoices | null>(null);
  const save = useSavePage(sale.componentId, () => setStep(2));

  function readTerms() {
    const read = readSaleDraft(draft);
    setProblems(read.problems);
    if (!read.choices) return;
    setChoices(read.choices);
    setStep(1);
  }

  function addParent({ deedId, name, bps }: FoundParent) {
    const rest = draft.parents.filter(({ id }) => id !== deedId);
    const next: SaleDraft = {
      ...draft,
      parents: [...rest, { id: deedId, name, share: String(Math.max(1, bps) / 100) }],
    };
    setDraft(next);
    setChoices(readSaleDraft(next).choices ?? choices);
  }

  return {
    ...{ draft, texts, step, problems, choices, isMinted, addParent },
    saveProblem: save.error?.message,
    isSaving: save.isPending,
    changeDraft: (change: Partial<SaleDraft>) => setDraft((now) => ({ ...now, ...change })),
    choosePreset: (preset: SalePreset) => setDraft((now) => switchPreset(now, openSaleDraft(preset, facts))),
    changeTexts: (change: Partial<PageDraft>) => setTexts((now) => ({ ...now, ...change })),
    goBack: () => setStep((now) => Math.max(0, now - 1)),
    goOn: () => (step === 0 ? readTerms() : save.mutate({ componentId: sale.componentId, ...closePage(texts) })),
    finish: () => setStep(3),
    noteMint: () => setIsMinted(true),
  };
}

export type SaleWizard = ReturnType<typeof useSaleWizard>;

function useSaleFacts({ kind, licence, parents }: Sale) {
  const chain = useChain();
  return { kind, licence, parents, assets: chain ? assetsOf(chain.contracts) : [] };
}

function useSavePage(componentId: string, onSaved: () => void) {
  const api = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    api.sale.setPage.mutationOptions({
      onSuccess: () => {
        onSaved();
        void queries.invalidateQueries({ queryKey: api.sale.page.queryKey({ componentId }) });
      },
    }),
  );
}

function openPage(page: Page, description: string): PageDraft {
  const { summary, readme, samples, language, tags } = page;
  const numbered = samples.map((sample, index) => ({ ...sample, id: index + 1 }));
  return { readme, language, tags, samples: numbered, summary: summary || description.slice(0, 200) };
}

function closePage({ samples, ...texts }: PageDraft) {
  const told = samples.filter(({ text }) => text.trim() !== '');
  return { ...texts, samples: told.map(({ title, text }) => ({ title, text })) };
}
