import { Check } from 'lucide-react';
import { classNames } from './class-names.ts';

/** Where a person is on a way of a few steps. */
export function Steps({ label, names, present }: { label: string; names: string[]; present: number }) {
  return (
    <ol aria-label={label} className="mb-5 flex flex-wrap gap-x-4 gap-y-2 text-sm">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index === present ? 'step' : undefined}
          className={classNames('flex items-center gap-2', index === present ? 'font-semibold' : 'text-muted')}
        >
          <span
            aria-hidden="true"
            className={classNames(
              'flex size-6 items-center justify-center rounded-full text-xs',
              index === present && 'bg-accent text-accent-text',
              index < present && 'bg-good-soft text-good',
              index > present && 'bg-sunken text-muted',
            )}
          >
            {index < present ? <Check className="size-3.5" /> : index + 1}
          </span>
          {name}
        </li>
      ))}
    </ol>
  );
}
