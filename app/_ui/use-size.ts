import { useFormatter } from 'next-intl';
import { fitSize } from './fit-size.ts';

/** Writes a number of bytes in the unit that fits it, in the reader's locale: `812 bytes`, `4.2 kB`, `98.4 MB`. */
export function useSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { value, unit } = fitSize(bytes);
    const unitDisplay = unit === 'byte' ? 'long' : 'short';
    return format.number(value, { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 });
  };
}
