import type { FromSandbox, ToSandbox } from '#runtime/plugins/sandbox-messages.ts';
import type { CallDesk } from './open-call-desk.ts';
import { compileQuickJs } from './open-virtual-machine.ts';
import { runInSandbox } from './run-in-sandbox.ts';

/** What a process made for pure computation never needs, and nothing here uses: gone, should a run ever get out of its machine. */
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'navigator', 'eval', 'Function']) {
  Reflect.deleteProperty(globalThis, name);
}

const send = process.send?.bind(process);
if (!send) throw new Error('This is the child of a node; it is not started by hand.');
const tell = (message: FromSandbox) => void send(message, undefined, undefined, () => undefined);

const wasmModule = compileQuickJs();
let desk: CallDesk | undefined;

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToSandbox) => {
  if (message.type !== 'run') return desk?.receive(message);
  desk = undefined;
  const means = {
    wasmModule,
    ask: (call: { call: number; name: string; json: string }) => tell({ type: 'call', ...call } as FromSandbox),
    onDesk: (opened: CallDesk) => {
      desk = opened;
    },
  };
  void runInSandbox(means, message).then(tell);
});
tell({ type: 'ready' });
