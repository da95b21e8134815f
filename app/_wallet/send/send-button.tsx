'use client';
import dynamic from 'next/dynamic';
import { type ComponentProps, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { SendPlan } from './send-plan.ts';

const SendDialog = dynamic(async () => (await import('./send-dialog.tsx')).SendDialog, { ssr: false });

interface SendButtonProps extends ComponentProps<typeof Button> {
  plan: SendPlan;
}

/** A button that opens the dialog which says what will be sent to the chain, has it signed and follows it. Disabled where there is no chain. */
export function SendButton({ plan, ...button }: SendButtonProps) {
  const facts = useChain();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button {...button} disabled={button.disabled || !facts} onClick={() => setIsOpen(true)} />
      {isOpen && <SendDialog plan={plan} onClose={() => setIsOpen(false)} />}
    </>
  );
}
