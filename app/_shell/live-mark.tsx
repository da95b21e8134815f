'use client';
import { useEffect } from 'react';

/** Marks the document once it answers to clicks and keys, and not only shows what the server sent: `<html data-live>`. */
export function LiveMark() {
  useEffect(() => {
    document.documentElement.dataset.live = '';
  }, []);
  return null;
}
