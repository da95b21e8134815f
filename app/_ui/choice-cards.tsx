'use client';
import { useId } from 'react';
import { classNames } from './class-names.ts';

interface ChoiceCardsProps<Value extends string> {
  legend: string;
  value: Value;
  choices: { value: Value; title: string; lead: string; isDisabled?: boolean }[];
  onChange: (value: Value) => void;
}

/** One of a few ways, each with its consequence. */
export function ChoiceCards<Value extends string>({ legend, value, choices, onChange }: ChoiceCardsProps<Value>) {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      <div className="space-y-2">
        {choices.map(({ value: one, title, lead, isDisabled = false }) => (
          <label
            key={one}
            className={classNames(
              'flex cursor-pointer gap-3 rounded-md border p-3 focus-within:outline-2 focus-within:outline-accent',
              one === value ? 'border-accent bg-accent-soft' : 'border-line hover:bg-sunken',
              isDisabled && 'cursor-not-allowed opacity-60',
            )}
          >
            <input
              type="radio"
              name={id}
              value={one}
              checked={one === value}
              disabled={isDisabled}
              onChange={() => onChange(one)}
              aria-describedby={`${id}-${one}`}
              aria-label={title}
              className="mt-1 size-4 shrink-0 accent-(--accent)"
            />
            <span>
              <span className="block font-medium text-sm">{title}</span>
              <span id={`${id}-${one}`} className="block text-sm">
                {lead}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
