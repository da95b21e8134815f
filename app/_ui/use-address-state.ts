'use client';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { writeAddress } from './write-address.ts';

/** A value that is kept in the page's address, so that it survives a reload and can be shared. */
export function useAddressState(name: string, otherwise = ''): [string, (value: string) => void] {
  const [value, setValue] = useState(useSearchParams().get(name) ?? otherwise);

  function change(next: string) {
    setValue(next);
    writeAddress(name, next === otherwise ? null : next);
  }

  return [value, change];
}
