'use client';
import { SelectField } from './field.tsx';

interface NamedSelectProps {
  label: string;
  hint?: string;
  /** The id of what is chosen. */
  value: string;
  onChange: (id: string) => void;
  options: { id: string; name: string }[];
  /** The words for choosing none, whose id is empty. */
  none?: string;
}

/** Chooses one of several things by their names. */
export function NamedSelect({ options, none, onChange, ...field }: NamedSelectProps) {
  return (
    <SelectField {...field} onChange={(event) => onChange(event.target.value)}>
      {none !== undefined && <option value="">{none}</option>}
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
