const MiB = 1024 * 1024;

/** HTTP/2 over the WebSocket, the same on both ends. The default windows of 64 KiB allow 1.2 MB/s at 50 ms round trip; these allow 30. */
export const tunnelSettings = {
  streamWindowBytes: 4 * MiB,
  sessionWindowBytes: 8 * MiB,
  maxConcurrentStreams: 1_000,
  /** What a session may hold in memory, in megabytes. At Node's default of 10 two large answers make it refuse every new request (ENHANCE_YOUR_CALM). */
  sessionMemoryMegabytes: 512,
  /** One WebSocket message carries what HTTP/2 writes at once. */
  webSocketPayloadBytes: 16 * MiB,
  pingIntervalMs: 15_000,
  /** A link is dead after so many pings without an answer. */
  pingsMissed: 2,
  handshakeTimeoutMs: 15_000,
  /** How long requests in flight may take to end when a side closes in good order. */
  goodbyeTimeoutMs: 5_000,
} as const;
