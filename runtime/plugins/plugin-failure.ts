import { AppError, type ErrorCode } from '#protocol/errors.ts';
import type { PluginOutcome } from './plugin-runner.ts';

/** A run that gave no value, with what it logged and cost until then. */
export class PluginFailure extends AppError {
  readonly outcome: Omit<PluginOutcome, 'value'>;

  constructor(code: ErrorCode, message: string, outcome: PluginFailure['outcome']) {
    super(code, message);
    this.outcome = outcome;
  }
}
