'use client';
import { useEffect, useState } from 'react';

/** The words in the search field: ahead of the address while they are typed, and after it when the browser's way back changes it. */
export function useTypedWords(first: string): [words: string, setWords: (words: string) => void] {
  const [words, setWords] = useState(first);
  useEffect(() => {
    const readAgain = () => setWords(new URLSearchParams(window.location.search).get('q') ?? '');
    window.addEventListener('popstate', readAgain);
    return () => window.removeEventListener('popstate', readAgain);
  }, []);
  return [words, setWords];
}
