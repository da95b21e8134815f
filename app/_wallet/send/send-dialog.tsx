'use client';
import { Dialog } from '#app/_ui/dialog.tsx';
import { useWallet } from '#app/_wallet/connect/use-wallet.ts';
import { WalletGate } from '#app/_wallet/connect/wallet-gate.tsx';
import { WalletScope } from '#app/_wallet/connect/wallet-scope.tsx';
import type { SendPlan } from './send-plan.ts';
import { SendSteps } from './send-steps.tsx';

interface SendDialogProps {
  plan: SendPlan;
  onClose: () => void;
}

/** Says what will happen on the chain, has the wallet sign it, and follows it to its end. */
export function SendDialog(props: SendDialogProps) {
  return (
    <WalletScope>
      <OpenDialog {...props} />
    </WalletScope>
  );
}

/** It makes room while the dialog for connecting is open: two modal dialogs would fight for the focus. */
function OpenDialog({ plan, onClose }: SendDialogProps) {
  const { isChoosing } = useWallet();
  return (
    <Dialog
      title={plan.title}
      {...(plan.lead ? { description: plan.lead } : {})}
      isOpen={!isChoosing}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <WalletGate {...(plan.signer ? { signer: plan.signer } : {})}>
        {(address) => <SendSteps key={address} plan={plan} account={address} onClose={onClose} />}
      </WalletGate>
    </Dialog>
  );
}
