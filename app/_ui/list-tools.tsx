'use client';
import { SelectField, TextField } from './field.tsx';

interface Choice {
  label: string;
  state: [string, (value: string) => void];
  /** Names of the options by their values. */
  options: Record<string, string>;
}

/** Search, filter and order above a list. */
export function ListTools({
  label,
  search,
  choices,
}: {
  label: string;
  search: [string, (value: string) => void];
  choices: Choice[];
}) {
  return (
    <search className="flex flex-wrap gap-3">
      <div className="min-w-52 flex-1">
        <TextField label={label} type="search" value={search[0]} onChange={(event) => search[1](event.target.value)} />
      </div>
      {choices.map(({ label: name, state, options }) => (
        <div key={name} className="min-w-36">
          <SelectField label={name} value={state[0]} onChange={(event) => state[1](event.target.value)}>
            {Object.entries(options).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </SelectField>
        </div>
      ))}
    </search>
  );
}
