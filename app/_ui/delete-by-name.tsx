'use client';
import { useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmByName } from './confirm-by-name.tsx';

interface DeleteByNameProps {
  button: string;
  title: string;
  lead: string;
  /** What has to be typed. */
  name: string;
  problem?: string | undefined;
  onConfirm: () => void;
}

/** A button that deletes something, after its name was typed. */
export function DeleteByName({ button, ...confirm }: DeleteByNameProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button tone="danger" onClick={() => setIsOpen(true)}>
        {button}
      </Button>
      <ConfirmByName {...confirm} isOpen={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
