'use client';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';
import { useCreateDialog } from './use-create-dialog.ts';

interface CreateDialogProps {
  /** On the button that opens it. */
  button: string;
  title: string;
  lead: string;
  /** On the button that makes it. */
  submit: string;
  /** Makes the thing, and tells the address of its page; null stays here. A failure is told by `problem`. */
  onSubmit: () => Promise<string | null>;
  isPending: boolean;
  problem: string | undefined;
  /** What came of it, where it stays. */
  result?: ReactNode;
  /** The fields. */
  children: ReactNode;
}

/** Makes something new in a dialog, and goes to its page. `?new=1` opens it. */
export function CreateDialog({ button, title, lead, submit, ...props }: CreateDialogProps) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useCreateDialog();

  async function make() {
    const address = await props.onSubmit().catch(() => null);
    if (address === null) return;
    setIsOpen(false);
    router.push(address);
  }
  return (
    <>
      <Button tone="accent" onClick={() => setIsOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        {button}
      </Button>
      <Dialog title={title} description={lead} isOpen={isOpen} onOpenChange={setIsOpen}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
          className="space-y-4"
        >
          {props.children}
          {props.problem && <Notice tone="bad">{props.problem}</Notice>}
          <Button type="submit" tone="accent" disabled={props.isPending}>
            {submit}
          </Button>
          {props.result}
        </form>
      </Dialog>
    </>
  );
}
