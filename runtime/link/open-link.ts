import { AppError } from '#protocol/errors.ts';
import { type Schedule, systemSchedule } from '#protocol/link/schedule.ts';
import { backoffDelayMs } from './backoff-delay.ts';
import { dialGateway } from './dial-gateway.ts';
import type { Link, LinkOptions, LinkStatus } from './link-type.ts';
import { type LinkPin, readLinkPin } from './read-link-pin.ts';
import { serveTunnel, type Tunnel } from './serve-tunnel.ts';

/** Opens the node's line to its gateway and keeps it up: pairs with the join token the first time, later by challenge alone. Throws `invalid_input` when `link.json` is damaged. */
export function openLink(options: LinkOptions): Link {
  const link = new GatewayLink(options);
  link.start();
  return link;
}

/** A refusal is a person's to solve: look again after so many failed attempts' worth of waiting. */
const slowAttempt = 16;

class GatewayLink implements Link {
  private readonly options: LinkOptions;
  private readonly schedule: Schedule;
  private readonly stopping = new AbortController();
  private current: LinkStatus;
  private pinned: LinkPin | null;
  private tunnel: Tunnel | undefined;
  private running: Promise<void> = Promise.resolve();
  private wake: (() => void) | undefined;

  constructor(options: LinkOptions) {
    this.options = options;
    this.schedule = options.schedule ?? systemSchedule;
    this.pinned = readLinkPin(options.home);
    this.current = {
      state: 'connecting',
      gatewayUrl: options.gatewayUrl,
      cause: 'Connecting to the gateway.',
      since: options.clock(),
      retryAt: null,
    };
  }

  start(): void {
    this.running = this.run();
  }

  status(): LinkStatus {
    return this.current;
  }

  pin(): LinkPin | null {
    return this.pinned;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    this.wake?.();
    await this.tunnel?.close();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      const outcome = await this.connectOnce();
      if (this.stopping.signal.aborted) break;
      if (outcome.wasOnline) attempt = 0;
      await this.pause(outcome, outcome.state === 'refused' ? slowAttempt : attempt);
      if (!this.stopping.signal.aborted) this.change({ state: 'connecting', cause: outcome.cause });
    }
    this.change({ state: 'closed', cause: 'The node closed the link.' });
  }

  /** One connection from dialling to its end, and why it ended. */
  private async connectOnce(): Promise<{ state: 'waiting' | 'refused'; cause: string; wasOnline: boolean }> {
    try {
      const dialled = await dialGateway(
        { ...this.options, schedule: this.schedule, pin: this.pinned },
        this.stopping.signal,
      );
      this.pinned = dialled.pin;
      this.tunnel = serveTunnel(dialled, { ...this.options, schedule: this.schedule });
      this.change({ state: 'online', cause: null });
      const cause = await this.tunnel.ended;
      this.tunnel = undefined;
      return { state: 'waiting', cause, wasOnline: true };
    } catch (error) {
      const isRefusal =
        error instanceof AppError && error.code !== 'upstream_failed' && error.code !== 'upstream_timeout';
      const cause = error instanceof Error ? error.message : String(error);
      return { state: isRefusal ? 'refused' : 'waiting', cause, wasOnline: false };
    }
  }

  private async pause(outcome: { state: 'waiting' | 'refused'; cause: string }, attempt: number): Promise<void> {
    const delayMs = backoffDelayMs(attempt, this.options.random);
    const retryAt = new Date(this.options.clock().getTime() + delayMs);
    await new Promise<void>((resolve) => {
      const cancel = this.schedule.after(delayMs, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
      this.change({ state: outcome.state, cause: outcome.cause, retryAt });
    });
    this.wake = undefined;
  }

  private change(next: Pick<LinkStatus, 'state' | 'cause'> & { retryAt?: Date }): void {
    this.current = { ...this.current, retryAt: null, ...next, since: this.options.clock() };
    this.options.onChange?.(this.current);
  }
}
