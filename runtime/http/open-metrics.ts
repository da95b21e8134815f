import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Engine } from '#runtime/engine/engine.ts';

/** The node's measurements, in a registry of its own. */
export interface NodeMetrics {
  countRequest(route: string, status: number): void;
  observeFirstToken(seconds: number): void;
  countTokens(kind: 'prompt' | 'cached' | 'completion', tokens: number): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

/** Opens the measurements; those of the engine are read when they are asked for. */
export function openMetrics(engine: Engine): NodeMetrics {
  const registers = [new Registry()];
  const requests = new Counter({
    name: 'gaianet_requests_total',
    help: 'Requests answered',
    labelNames: ['route', 'status'],
    registers,
  });
  const tokens = new Counter({ name: 'gaianet_tokens_total', help: 'Tokens', labelNames: ['kind'], registers });
  const firstToken = new Histogram({
    name: 'gaianet_first_token_seconds',
    help: 'Time to the first text of an answer',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const gauges = [
    ['gaianet_queue_length', 'Requests that wait', () => engine.status().queued],
    ['gaianet_running', 'Requests that generate', () => engine.status().running],
    ['gaianet_tokens_per_second', 'Tokens generated a second, lately', () => engine.status().tokensPerSecond],
    ['gaianet_engine_memory_bytes', 'Memory of the engine process', () => engine.status().memoryBytes],
    ['gaianet_kv_use', 'Share of the context memory in use', () => engine.status().kvUse],
    ['gaianet_engine_crashes_total', 'Times the engine process died', () => engine.status().crashes],
  ] as const;
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
  return {
    countRequest: (route, status) => requests.inc({ route, status: String(status) }),
    observeFirstToken: (seconds) => firstToken.observe(seconds),
    countTokens: (kind, count) => tokens.inc({ kind }, count),
    text: async () => (await registers[0]?.metrics()) ?? '',
  };
}
