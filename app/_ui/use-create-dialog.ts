'use client';
import { useSearchParams } from 'next/navigation';
import { writeAddress } from './write-address.ts';

/** Whether the dialog that makes something new is open; `?new=1` in the address says so, and anything may link to it. */
export function useCreateDialog(): [boolean, (isOpen: boolean) => void] {
  const isOpen = useSearchParams().get('new') !== null;
  return [isOpen, (open) => writeAddress('new', open ? '1' : null)];
}
