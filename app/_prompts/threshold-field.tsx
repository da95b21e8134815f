'use client';
import { TextField } from '#app/_ui/field.tsx';

interface ThresholdFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

/** How alike two texts must be, from 0 to 1. */
export function ThresholdField({ label, value, onChange }: ThresholdFieldProps) {
  return (
    <TextField
      label={label}
      type="number"
      min={0}
      max={1}
      step="0.05"
      value={value}
      onChange={(event) => onChange(event.target.valueAsNumber || 0)}
    />
  );
}
