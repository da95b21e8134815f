import type { failureReasons } from '#runtime/plugins/sandbox-messages.ts';

/** A run that ends without a value: why, and the sentence about it. */
export class SandboxFailure extends Error {
  readonly reason: (typeof failureReasons)[number];

  constructor(reason: SandboxFailure['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}
