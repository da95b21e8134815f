'use client';
import type { ComponentProps } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { useSendDesk } from './send-desk.tsx';
import type { SendPlan } from './send-plan.ts';

interface SendButtonProps extends ComponentProps<typeof Button> {
  plan: SendPlan;
}

/** A button that opens the dialog which says what will be sent to the chain, has it signed and follows it. Disabled where there is no chain. */
export function SendButton({ plan, ...button }: SendButtonProps) {
  const facts = useChain();
  const open = useSendDesk();
  return <Button {...button} disabled={button.disabled || !facts} onClick={() => open(plan)} />;
}
