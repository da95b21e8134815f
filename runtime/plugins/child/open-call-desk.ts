import type { QuickJSContext, QuickJSDeferredPromise, QuickJSHandle } from 'quickjs-emscripten';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import type { ToSandbox } from '#runtime/plugins/sandbox-messages.ts';

type Answer = Exclude<ToSandbox, { type: 'run' }>;
/** More than the parent's limits of all capabilities together: what floods the line is stopped before it. */
const mostCalls = 300;

/** Calls of the host that sandboxed code has made and that the parent hasn't answered. */
export interface CallDesk {
  /** Sends a call; returns the promise for the code. */
  open(name: string, json: string): QuickJSHandle | { error: QuickJSHandle };
  openCalls(): number;
  /** Takes in an answer of the parent. */
  receive(answer: Answer): void;
  /** Resolves when an answer has come, or the time is over. */
  nextAnswer(withinMs: number): Promise<void>;
}

/** Opens the desk of one run. */
export function openCallDesk(
  context: QuickJSContext,
  ask: (call: { call: number; name: string; json: string }) => void,
): CallDesk {
  const waiting = new Map<number, QuickJSDeferredPromise>();
  let made = 0;
  let wake: () => void = () => undefined;
  return {
    open(name, json) {
      made += 1;
      if (made > mostCalls) return { error: context.newError(`A run may call gaia ${mostCalls} times at most`) };
      if (Buffer.byteLength(json) > pluginLimits.inputBytes) {
        return { error: context.newError(`A call of gaia may carry ${pluginLimits.inputBytes / 1_024} KB at most`) };
      }
      const promise = context.newPromise();
      waiting.set(made, promise);
      ask({ call: made, name, json });
      return promise.handle;
    },
    openCalls: () => waiting.size,
    receive(answer) {
      const promise = waiting.get(answer.call);
      if (!promise) return;
      waiting.delete(answer.call);
      if (answer.type === 'answer') promise.resolve(context.newString(answer.json));
      else promise.reject(refusal(context, answer));
      wake();
    },
    nextAnswer(withinMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      const timer = setTimeout(resolve, Math.max(0, withinMs) + 1);
      return promise.finally(() => clearTimeout(timer));
    },
  };
}

function refusal(context: QuickJSContext, answer: Extract<Answer, { type: 'refusal' }>): QuickJSHandle {
  const error = context.newError(answer.message);
  if (answer.isForbidden) context.setProp(error, 'code', context.newString('forbidden'));
  return error;
}
