'use client';
import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { SendPlan } from './send-plan.ts';

const SendDialog = dynamic(async () => (await import('./send-dialog.tsx')).SendDialog, { ssr: false });

const DeskContext = createContext<(plan: SendPlan) => void>(() => undefined);
const SendingContext = createContext(false);

/** Holds the dialog that sends, above all pages: what opened it may vanish meanwhile, such as a row that is paid out. */
export function SendDesk({ children }: { children: ReactNode }) {
  const [plan, setPlan] = useState<SendPlan | null>(null);
  return (
    <DeskContext value={setPlan}>
      <SendingContext value={plan !== null}>{children}</SendingContext>
      {plan && <SendDialog plan={plan} onClose={() => setPlan(null)} />}
    </DeskContext>
  );
}

/** Opens the dialog that sends for a plan, as it is at this moment. */
export function useSendDesk(): (plan: SendPlan) => void {
  return useContext(DeskContext);
}

/** The dialog that sends is open: one that it was opened from makes room, and is back when it closes. */
export function useIsSending(): boolean {
  return useContext(SendingContext);
}
