'use client';
import { LayoutGrid, Plus, Redo2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { Button } from '#app/_ui/button.tsx';
import type { AgentCanvasProps } from './agent-canvas.tsx';
import { type AddableKind, addComponent, addRule } from './change-draft.ts';

type ToolbarProps = Pick<AgentCanvasProps, 'draft' | 'choices' | 'onChange' | 'history'> & { onLayOut: () => void };

const entry =
  'block w-full cursor-pointer rounded px-2 py-1.5 text-left text-sm outline-none data-highlighted:bg-sunken';

/** What can be done with the whole canvas: add, undo, redo, lay out. */
export function CanvasToolbar({ draft, choices, onChange, history, onLayOut }: ToolbarProps) {
  const t = useTranslations('canvas');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button size="small">
            <Plus className="size-4" aria-hidden />
            {t('add')}
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="start"
            className="z-30 max-h-96 min-w-56 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-lg"
          >
            <DropdownMenu.Item className={entry} onSelect={() => onChange(addRule(draft, t('newRule')))}>
              {t('kinds.rule')}
            </DropdownMenu.Item>
            <Additions kind="knowledge" used={draft.knowledge} known={choices.knowledge} {...{ draft, onChange }} />
            <Additions kind="tool" used={draft.tools} known={choices.tools} {...{ draft, onChange }} />
            <Additions kind="plugin" used={draft.plugins} known={choices.plugins} {...{ draft, onChange }} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Button size="small" tone="plain" onClick={history.undo} disabled={!history.canUndo} title={t('undoKey')}>
        <Undo2 className="size-4" aria-hidden />
        {t('undo')}
      </Button>
      <Button size="small" tone="plain" onClick={history.redo} disabled={!history.canRedo} title={t('redoKey')}>
        <Redo2 className="size-4" aria-hidden />
        {t('redo')}
      </Button>
      <Button size="small" tone="plain" onClick={onLayOut}>
        <LayoutGrid className="size-4" aria-hidden />
        {t('layOut')}
      </Button>
    </div>
  );
}

interface AdditionsProps extends Pick<AgentCanvasProps, 'draft' | 'onChange'> {
  kind: AddableKind;
  used: { componentId: string }[];
  known: { id: string; name: string }[];
}

/** The components of one kind that the agent doesn't have yet. */
function Additions({ kind, used, known, draft, onChange }: AdditionsProps) {
  const t = useTranslations('canvas');
  const free = known.filter(({ id }) => !used.some(({ componentId }) => componentId === id));
  if (free.length === 0) return null;
  return (
    <DropdownMenu.Group>
      <DropdownMenu.Label className="px-2 pt-2 pb-1 text-muted text-xs">{t(`kinds.${kind}`)}</DropdownMenu.Label>
      {free.map(({ id, name }) => (
        <DropdownMenu.Item key={id} className={entry} onSelect={() => onChange(addComponent(draft, { kind, id }))}>
          {name}
        </DropdownMenu.Item>
      ))}
    </DropdownMenu.Group>
  );
}
