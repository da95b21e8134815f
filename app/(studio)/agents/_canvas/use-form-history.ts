'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { openHistory } from './open-history.ts';

const pauseMs = 400;

/** Undo and redo over everything a form holds: a state is written down when typing pauses, or at once by `write`. Ctrl/⌘ Z and Shift Ctrl/⌘ Z work outside of text fields, which have their own. */
export function useFormHistory<Values extends object>(form: UseFormReturn<Values>) {
  const [history] = useState(() => openHistory<Values>(structuredClone(form.getValues())));
  const [, redraw] = useState(0);
  const isGoing = useRef(false);
  const write = useCallback(() => {
    history.push(structuredClone(form.getValues()));
    redraw((count) => count + 1);
  }, [form, history]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        if (isGoing.current) return;
        timer = setTimeout(write, pauseMs);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [form, write]);

  const go = (direction: 'undo' | 'redo') => {
    if (direction === 'undo') history.push(structuredClone(form.getValues()));
    const state = history[direction]();
    if (!state) return;
    isGoing.current = true;
    form.reset(structuredClone(state), { keepDefaultValues: true });
    isGoing.current = false;
    redraw((count) => count + 1);
  };
  const actions = { undo: () => go('undo'), redo: () => go('redo') };
  useUndoKeys(actions);
  return { ...actions, write, canUndo: history.canUndo, canRedo: history.canRedo };
}

function useUndoKeys({ undo, redo }: { undo: () => void; redo: () => void }) {
  const latest = useRef({ undo, redo });
  useEffect(() => {
    latest.current = { undo, redo };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')) return;
      event.preventDefault();
      latest.current[event.shiftKey ? 'redo' : 'undo']();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
