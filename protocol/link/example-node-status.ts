import type { NodeStatus } from '#protocol/control/control-api.ts';

/** A valid status of an idle node, for examples and tests. */
export function exampleNodeStatus(address: string): NodeStatus {
  return {
    address,
    productVersion: '0.1.0',
    protocol: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    now: '2026-01-01T00:00:00.000Z',
    localUrl: 'http://127.0.0.1:8080',
    hardware: {
      platform: 'linux-x64',
      cpu: 'Example CPU',
      cores: 2,
      memoryBytes: 8_589_934_592,
      freeMemoryBytes: 4_294_967_296,
      diskFreeBytes: 100_000_000_000,
      device: 'cpu',
      gpusSeen: [],
      gpuWarning: null,
    },
    engine: { state: 'ready', running: 0, queued: 0, queueLimit: 32, tokensPerSecond: 0, crashes: 0, models: [] },
    deployments: [],
    policy: {},
  };
}
