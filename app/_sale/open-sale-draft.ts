import type { Asset } from '#app/_market/amounts/assets-of.ts';
import { writeAmount } from '#app/_market/amounts/write-amount.ts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { presetChoices, type SaleChoices, type SalePreset } from '#protocol/market/preset-terms.ts';
import { isSpdxName } from '#protocol/market/spdx-licences.ts';
import { ownLicence, type SaleDraft } from './sale-draft.ts';

interface Parent {
  deedId: string;
  name: string;
  bps: number;
}

interface SaleFacts {
  kind: DeedKind;
  /** What its version says already; empty where it says nothing. */
  licence: string;
  assets: Asset[];
  parents: Parent[];
}

/** In dollars: what a licence costs before its creator says otherwise. */
const firstPrice = '25';

/** A draft as its preset starts it: in dollars where there is a dollar coin, with the parents that were found. */
export function openSaleDraft(preset: SalePreset, facts: SaleFacts): SaleDraft {
  const usual = ['tool', 'plugin'].includes(facts.kind) ? 'MIT' : 'CC-BY-4.0';
  const licence = isSpdxName(facts.licence) ? facts.licence : usual;
  const [first] = facts.assets;
  const priceOf = () => BigInt(Number(firstPrice) * 10 ** (first?.decimals ?? 0)).toString();
  const choices = presetChoices(preset, { licence, assets: first ? [first.address] : [], priceOf });
  return writeSaleDraft(
    { ...choices, parents: facts.parents.map(({ deedId, bps }) => ({ id: deedId, bps: Math.max(1, bps) })) },
    facts,
  );
}

/** Choices that were saved before, as texts to go on with. */
export function writeSaleDraft(choices: SaleChoices, facts: SaleFacts): SaleDraft {
  const { preset, isPrivate, isSoulbound, licence } = choices;
  const isNamed = isSpdxName(licence);
  const percent = (bps: number) => String(bps / 100);
  const number = (value: string | number) => (String(value) === '0' ? '' : String(value));
  return {
    ...{ preset, isPrivate, isSoulbound },
    licence: isNamed ? licence : ownLicence,
    ownLicence: isNamed ? '' : licence,
    prices: facts.assets.map(({ address, symbol, decimals }) => {
      const known = choices.prices.find(({ asset }) => asset.toLowerCase() === address.toLowerCase());
      const write = (amount: string | null | undefined) => (amount ? writeAmount(amount, decimals) : '');
      return { asset: address, symbol, decimals, seat: write(known?.seat), domain: write(known?.domain) };
    }),
    ask: percent(choices.askBps),
    royalty: percent(choices.royaltyBps),
    seatCap: number(choices.seatCap),
    domainCap: number(choices.domainCap),
    days: number(choices.durationDays),
    parents: choices.parents.map(({ id, bps }) => ({ id, share: percent(bps), name: nameOf(facts.parents, id) })),
  };
}

function nameOf(parents: Parent[], id: string): string {
  return parents.find(({ deedId }) => deedId === id)?.name ?? '';
}
