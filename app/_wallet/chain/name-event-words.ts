import { zeroAddress } from 'viem';

interface NamedEvent {
  name: string;
  contract: string | null;
  values: Record<string, string>;
}

/** Which sentence of `chain.eventWords` tells an event. One name means different things in different contracts: a `Transfer` moves money, or a deed; out of nothing it makes it, into nothing it ends it. */
export function nameEventWords({ name, contract, values }: NamedEvent): string {
  const isDeed = contract === 'componentRegistry';
  if (name === 'Approval' && isDeed) return 'DeedApproval';
  if (name === 'Transfer') return `${isDeed ? 'Deed' : 'Money'}${moveOf(values)}`;
  if (name === 'TransferSingle') return `Licence${moveOf(values)}`;
  return name;
}

function moveOf({ from, to }: Record<string, string>): 'Made' | 'Ended' | 'Moved' {
  if (from === zeroAddress) return 'Made';
  return to === zeroAddress ? 'Ended' : 'Moved';
}
