'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { classNames } from '#app/_ui/class-names.ts';
import { TextArea } from '#app/_ui/field.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

interface ChunkCardProps {
  chunk: RouterOutputs['knowledge']['chunks']['chunks'][number];
  isChosen: boolean;
  onChoose: () => void;
  onChange: (update: { isEnabled?: boolean; text?: string | null }) => void;
}

/** A chunk as the search sees it: it can be switched off or given another text, and keeps both when the document is read again. */
export function ChunkCard({ chunk, isChosen, onChoose, onChange }: ChunkCardProps) {
  const t = useTranslations('knowledge.reader');
  const [draft, setDraft] = useState<string | null>(null);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const title = t('chunk', { number: chunk.ordinal + 1 });

  function save() {
    onChange({ text: draft });
    setDraft(null);
  }

  return (
    <li
      ref={card}
      className={classNames('rounded-md border bg-surface p-3', isChosen ? 'border-accent' : 'border-line')}
    >
      <div className="mb-1 flex flex-wrap items-center gap-1.5">
        <Button size="small" tone={isChosen ? 'accent' : 'quiet'} aria-pressed={isChosen} onClick={onChoose}>
          {title}
        </Button>
        <ChunkBadges chunk={chunk} />
      </div>
      {chunk.headingPath.length > 0 && <p className="text-muted text-xs">{chunk.headingPath.join(' › ')}</p>}
      {draft === null ? (
        <p className="line-clamp-5 whitespace-pre-wrap break-words text-sm">{chunk.text}</p>
      ) : (
        <TextArea label={t('newText', { title })} value={draft} onChange={(event) => setDraft(event.target.value)} />
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        {draft === null ? (
          <ChunkActions chunk={chunk} title={title} onEdit={() => setDraft(chunk.text)} onChange={onChange} />
        ) : (
          <>
            <Button size="small" tone="accent" onClick={save}>
              {t('save')}
            </Button>
            <Button size="small" onClick={() => setDraft(null)}>
              {t('cancel')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function ChunkBadges({ chunk }: Pick<ChunkCardProps, 'chunk'>) {
  const t = useTranslations('knowledge.reader');
  return (
    <>
      <Badge>{t('tokens', { count: chunk.tokenCount })}</Badge>
      {chunk.pageStart !== null && (
        <Badge>{t('pages', { start: chunk.pageStart, end: chunk.pageEnd ?? chunk.pageStart })}</Badge>
      )}
      {!chunk.isEnabled && <Badge tone="warn">{t('off')}</Badge>}
      {chunk.isEdited && <Badge tone="accent">{t('edited')}</Badge>}
      {!chunk.isEmbedded && <Badge tone="warn">{t('notEmbedded')}</Badge>}
    </>
  );
}

interface ChunkActionsProps extends Pick<ChunkCardProps, 'chunk' | 'onChange'> {
  title: string;
  onEdit: () => void;
}

function ChunkActions({ chunk, title, onEdit, onChange }: ChunkActionsProps) {
  const t = useTranslations('knowledge.reader');
  const toggle = t(chunk.isEnabled ? 'switchOff' : 'switchOn');
  return (
    <>
      <Button
        size="small"
        tone="plain"
        onClick={() => onChange({ isEnabled: !chunk.isEnabled })}
        aria-label={`${toggle}: ${title}`}
      >
        {toggle}
      </Button>
      <Button size="small" tone="plain" onClick={onEdit} aria-label={`${t('edit')}: ${title}`}>
        {t('edit')}
      </Button>
      {chunk.isEdited && (
        <Button size="small" tone="plain" onClick={() => onChange({ text: null })}>
          {t('undo')}
        </Button>
      )}
    </>
  );
}
