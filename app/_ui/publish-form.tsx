'use client';
import { type FormEvent, useState } from 'react';
import { Button } from './button.tsx';
import { TextField } from './field.tsx';
import { Notice } from './notice.tsx';

interface PublishFormProps {
  /** Label of the note that goes with the version. */
  note: string;
  button: string;
  /** `accent` where publishing is what the page is for. */
  tone?: 'accent';
  isPending: boolean;
  problem?: string | undefined;
  onPublish: (note: string) => Promise<unknown>;
}

/** Publishes a draft as its next version, with a note. The note is kept when publishing fails. */
export function PublishForm({ note: label, button, tone, isPending, problem, onPublish }: PublishFormProps) {
  const [note, setNote] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    onPublish(note).then(
      () => setNote(''),
      () => undefined,
    );
  }

  return (
    <>
      <form onSubmit={submit} className="mb-4 flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <TextField label={label} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </div>
        <Button type="submit" {...(tone && { tone })} disabled={isPending}>
          {button}
        </Button>
      </form>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </>
  );
}
