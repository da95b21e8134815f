'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

const box =
  'w-full rounded-md border border-line bg-surface px-3 py-2 text-sm text-text placeholder:text-muted aria-invalid:border-bad disabled:opacity-60';

interface FrameProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

function Frame({ id, label, hint, error, children }: FrameProps & { id: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="mt-1 text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-bad text-xs">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: FrameProps) {
  if (error) return { 'aria-invalid': true as const, 'aria-describedby': `${id}-error` };
  return hint ? { 'aria-describedby': `${id}-hint` } : {};
}

/** A labelled one-line input with hint and error. */
export function TextField({ label, hint, error, className, ...props }: FrameProps & ComponentProps<'input'>) {
  const id = useId();
  const frame = { label, hint, error };
  return (
    <Frame id={id} {...frame}>
      <input {...props} id={id} {...described(id, frame)} className={classNames(box, className)} />
    </Frame>
  );
}

/** A labelled text area with hint and error. */
export function TextArea({ label, hint, error, className, ...props }: FrameProps & ComponentProps<'textarea'>) {
  const id = useId();
  const frame = { label, hint, error };
  return (
    <Frame id={id} {...frame}>
      <textarea {...props} id={id} {...described(id, frame)} className={classNames(box, 'min-h-24', className)} />
    </Frame>
  );
}

/** A labelled choice with hint and error; `<option>`s as children. */
export function SelectField({ label, hint, error, className, ...props }: FrameProps & ComponentProps<'select'>) {
  const id = useId();
  const frame = { label, hint, error };
  return (
    <Frame id={id} {...frame}>
      <select {...props} id={id} {...described(id, frame)} className={classNames(box, className)} />
    </Frame>
  );
}

/** A labelled tick box. */
export function CheckField({ label, ...props }: { label: ReactNode } & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <input {...props} id={id} type="checkbox" className="size-4 accent-(--accent)" />
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
    </div>
  );
}
